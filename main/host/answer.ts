import { ERRORS, ExpectedError, fail, type Result } from '../../shared/kernel/rpc/result.ts'

/** What a request of the window is answered with, whatever carries it. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Read once; what breaks off while it is read must not look complete. */
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>
}

/** What every answer carries: nothing but the window is ever run or shown in place. */
export const GUARDS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-store',
}

export const resultAnswer = (result: Result<unknown>): Answer => {
  const body = Buffer.from(JSON.stringify(result))
  return {
    status: result.ok ? 200 : ERRORS[result.error.code],
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': String(body.length) },
    body,
  }
}

/** An error of a request as data; one that nobody expected is noted by `onBug`, which answers its id. */
export const failureOf = (error: unknown, onBug: () => string): Result<never> => {
  if (error instanceof ExpectedError) return { ok: false, error: error.failure }
  if ((error as { code?: string }).code === 'ERR_INVALID_URL') return fail('BAD_INPUT')
  return fail('INTERNAL', { id: onBug() })
}
