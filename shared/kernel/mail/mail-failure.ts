/** Why a mail did not leave, or a mailbox could not be read; the texts are `emails.failures.<code>`. */
export const MAIL_FAILURES = [
  /** No network, or the way to the server is cut. */
  'OFFLINE',
  'HOST_UNKNOWN',
  'CONNECTION_REFUSED',
  'TIMEOUT',
  'CONNECTION_LOST',
  'CERTIFICATE',
  'NO_TLS',
  'NOT_A_MAIL_SERVER',
  'LOGIN',
  'NO_SECRET',
  'NO_ACCOUNT',
  'NO_SERVER',
  'NO_RECIPIENT',
  'RELAY',
  'SENDER_REFUSED',
  'RECIPIENTS_REFUSED',
  'REJECTED',
  'BUSY',
  'TOO_LARGE',
  'FILE_MISSING',
  'FOLDER_MISSING',
  /** The program ended, or the connection broke, between the mail and the server's answer. */
  'INTERRUPTED',
  /** A backup was restored in which it still waited. */
  'RESTORED',
  'LIMIT',
] as const
export type MailFailureCode = (typeof MAIL_FAILURES)[number]

export interface MailFailure {
  readonly code: MailFailureCode
  /** What the server said, or the network. */
  readonly answer?: string
  /** Recipients that the server refused, with its words, where others were taken. */
  readonly refused?: { readonly address: string; readonly answer: string }[]
}
