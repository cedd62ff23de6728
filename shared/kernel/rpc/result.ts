/** An expected failure, as data: the caller makes the text from the code and the parameters. */
export interface Failure {
  readonly code: ErrorCode
  readonly params?: Readonly<Record<string, unknown>>
}

/** What every remote call answers; a throw is a bug and arrives as `INTERNAL`. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const fail = (code: ErrorCode, params?: Record<string, unknown>): Result<never> => ({
  ok: false,
  error: params === undefined ? { code } : { code, params },
})

/**
 * Every expected failure and the HTTP status under which the automation endpoint gives it.
 * The texts (what happened, what was kept, what to do next) are `errors.<code>` in the locales.
 */
export const ERRORS = {
  INTERNAL: 500,
  BAD_INPUT: 400,
  UNAUTHORISED: 401,
  UNKNOWN_METHOD: 404,
  UNKNOWN_TYPE: 404,
  UNKNOWN_FIELD: 400,
  NOT_FOUND: 404,
  INVALID_RECORD: 422,
  CONFLICT: 409,
  IN_USE: 409,
  EMAIL_SENDING: 409,
  EMAIL_SENT: 409,
  EMAIL_STATE: 409,
  RELATION_REFUSED: 422,
  CANCELLED: 409,
  FILE_NOT_FOUND: 404,
  FILE_TOO_LARGE: 413,
  FILE_EMPTY: 422,
  FILE_UNREADABLE: 422,
  IMPORT_UNKNOWN_FORMAT: 422,
  IMPORT_NO_COLUMNS: 422,
  IMPORT_BAD_MAPPING: 422,
  JOB_NOT_FOUND: 404,
  JOB_WRONG_STATE: 409,
  FILTER_BROKEN: 422,
  NOT_A_CONFIGURATION: 422,
  NOTHING_TO_UNDO: 409,
  SAMPLE_THERE: 409,
  BACKUP_GONE: 404,
  BACKUP_PLACE: 400,
  BEING_REPLACED: 409,
  SURVEY_NO_ADDRESS: 422,
  SURVEY_NO_ACCOUNT: 422,
  DISK_FULL: 507,
  READ_ONLY: 507,
  STORE_DAMAGED: 500,
  STORE_NEWER: 500,
  STORE_LOCKED: 409,
  KEY_MISSING: 401,
  KEY_WRONG: 401,
} as const satisfies Record<string, number>

export type ErrorCode = keyof typeof ERRORS

/** Carries an expected failure up to the router, where depth makes returning it unwieldy. */
export class ExpectedError extends Error {
  readonly failure: Failure
  constructor(code: ErrorCode, params?: Record<string, unknown>) {
    super(code)
    this.name = 'ExpectedError'
    this.failure = params === undefined ? { code } : { code, params }
  }
}
