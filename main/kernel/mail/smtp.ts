import { Readable } from 'node:stream'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection'
import type { MailFailure, MailFailureCode } from '../../../shared/kernel/mail/mail-failure.ts'
import { smtpConnection, xoauth2 } from './libraries.ts'

export type Security = 'tls' | 'starttls' | 'none'

export interface MailServer {
  readonly host: string
  readonly port: number
  readonly security: Security
  /** Without one, nobody signs in. */
  readonly user?: string | undefined
  readonly secret?: string | undefined
  readonly authKind?: 'password' | 'oauth' | undefined
}

export interface Envelope {
  readonly from: string
  readonly to: readonly string[]
}

/**
 * What became of a mail. `sent`: the server has taken it. `refused`: it will never take it. `later`: it asked for another
 * try. `unreached`: it was not reached, nothing of the mail was handed over. `held`: nothing leaves from this account
 * until somebody mends it. `unsure`: the mail was handed over, and the answer never came.
 */
export type Outcome =
  | { readonly is: 'sent'; readonly answer: string; readonly failure?: MailFailure }
  | { readonly is: 'refused' | 'later' | 'unreached' | 'held' | 'unsure'; readonly failure: MailFailure }

export interface Smtp {
  /** Never rejects, and never hands a mail over twice. */
  send(envelope: Envelope, message: Buffer): Promise<Outcome>
  close(): void
}

interface SmtpError extends Error {
  code?: string
  originalCode?: string
  command?: string
  response?: string
  responseCode?: number
  rejectedErrors?: SmtpError[]
}

export const MOST_CONNECTIONS = 5
/** Servers cut a connection that sends too much. */
const MOST_PER_CONNECTION = 100
const CONNECT_MS = 20_000
const GREETING_MS = 20_000
/** Between two signs of life; checking a large mail for viruses takes servers minutes. */
const SILENCE_MS = 180_000
const IDLE_MS = 5_000

interface Line {
  readonly connection: SMTPConnection
  sent: number
  isDead: boolean
}

export interface SmtpTimes {
  readonly connectMs?: number
  readonly silenceMs?: number
}

/** Hands mails to a server over a few connections, which are kept open between them. */
export const openSmtp = (server: MailServer, { connectMs = CONNECT_MS, silenceMs = SILENCE_MS }: SmtpTimes = {}): Smtp => {
  const idle: Line[] = []
  let idling: NodeJS.Timeout | undefined

  const open = (): Promise<Line> =>
    new Promise((resolve, reject) => {
      const connection = new (smtpConnection())({
        host: server.host,
        port: server.port,
        secure: server.security === 'tls',
        requireTLS: server.security === 'starttls',
        ignoreTLS: server.security === 'none',
        connectionTimeout: connectMs,
        greetingTimeout: Math.min(connectMs, GREETING_MS),
        dnsTimeout: connectMs,
        socketTimeout: silenceMs,
        socketCloseTimeout: 1_000,
        // The name of this machine is nobody's business.
        name: '[127.0.0.1]',
        tls: { minVersion: 'TLSv1.2' },
      })
      const line: Line = { connection, sent: 0, isDead: false }
      const fail = (error: SmtpError): void => {
        // Closing it says that it has ended: why comes first.
        reject(error)
        connection.close()
      }
      connection.on('error', (error: SmtpError) => {
        line.isDead = true
        fail(error)
      })
      connection.on('end', () => {
        line.isDead = true
        if (idle.includes(line)) idle.splice(idle.indexOf(line), 1)
        // A connection that ends before anything else is said has no other voice.
        fail(Object.assign(new Error('the server closed the connection'), { code: 'ECONNECTION', command: 'CONN' }))
      })
      connection.connect(error => {
        if (error) return fail(error)
        if (!server.user) return resolve(line)
        connection.login(authOf(server), refused => (refused ? fail(refused) : resolve(line)))
      })
    })

  const deliver = ({ connection }: Line, { from, to }: Envelope, bytes: Buffer): Promise<{ outcome: Outcome; hasBegun: boolean }> =>
    new Promise(resolve => {
      // It is read from the moment at which the server asks for it: before that, nothing of it can have been taken.
      let hasBegun = false
      const message = new Readable({
        read() {
          hasBegun = true
          this.push(bytes)
          this.push(null)
        },
      })
      connection.send({ from, to: [...to], size: bytes.length }, message, (error, info) => resolve({ outcome: error ? outcomeOf(error, hasBegun) : sent(info), hasBegun }))
    })

  const closeIdle = (): void => {
    clearTimeout(idling)
    for (const { connection } of idle.splice(0)) connection.quit()
  }

  let busy = 0
  const waiting: (() => void)[] = []
  const send = async (envelope: Envelope, message: Buffer): Promise<Outcome> => {
    if (busy >= MOST_CONNECTIONS) await new Promise<void>(resolve => waiting.push(resolve))
    else busy++
    try {
      return await sendNow(envelope, message)
    } finally {
      const next = waiting.shift()
      if (next) next()
      else busy--
    }
  }

  const sendNow = async (envelope: Envelope, message: Buffer): Promise<Outcome> => {
    const kept = idle.pop()
    let line = kept
    try {
      line ??= await open()
    } catch (error) {
      return outcomeOf(error as SmtpError, false)
    }
    const { outcome, hasBegun } = await deliver(line, envelope, message)
    if (outcome.is === 'sent' && !line.isDead && ++line.sent < MOST_PER_CONNECTION) {
      idle.push(line)
      clearTimeout(idling)
      idling = setTimeout(closeIdle, IDLE_MS).unref()
    } else if (outcome.is === 'sent') line.connection.quit()
    else line.connection.close()
    // A kept connection may have been closed by the server a moment before: nothing was handed over on it.
    return kept && outcome.is === 'unreached' && !hasBegun ? sendNow(envelope, message) : outcome
  }

  return { send, close: closeIdle }
}

/** Reaches a server and signs in, without sending anything; answers what stands in the way. */
export const trySmtp = async (server: MailServer, times: SmtpTimes = {}): Promise<MailFailure | undefined> => {
  const smtp = openSmtp(server, times)
  // No address: the server is only asked whether it would take one.
  const outcome = await smtp.send({ from: '', to: [] }, Buffer.from('\r\n'))
  smtp.close()
  return outcome.is === 'sent' || outcome.failure.code === 'NO_RECIPIENT' ? undefined : outcome.failure
}

const authOf = ({ user, secret = '', authKind }: MailServer): object => (authKind === 'oauth' ? { user, oauth2: new (xoauth2())({ user, accessToken: secret }) } : { user, pass: secret })

const sent = ({ response, rejectedErrors = [] }: SMTPConnectionSendInfo): Outcome => {
  const refused = (rejectedErrors as (SmtpError & { recipient?: string })[]).map(({ recipient = '', response: answer = '' }) => ({ address: recipient, answer: short(answer) }))
  return { is: 'sent', answer: short(response), ...(refused.length > 0 && { failure: { code: 'RECIPIENTS_REFUSED', refused } }) }
}

const LONGEST = 500
const short = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST)

/** Nobody else than a person can do something about these. */
const HELD: readonly MailFailureCode[] = ['CERTIFICATE', 'NO_TLS', 'NOT_A_MAIL_SERVER', 'LOGIN']

const isTemporary = (code: number | undefined): boolean => code !== undefined && code >= 400 && code < 500

/** `hasBegun`: whether a byte of the mail may have reached the server. */
const outcomeOf = (error: SmtpError, hasBegun: boolean): Outcome => {
  const { responseCode } = error
  const failure: MailFailure = { code: codeOf(error, hasBegun), answer: short(error.response ?? error.message) }
  // What the server says of a mail is certain, also at its end.
  if (responseCode !== undefined && (hasBegun || isSaidOfMail(error))) return { is: isTemporary(responseCode) ? 'later' : failure.code === 'LOGIN' ? 'held' : 'refused', failure }
  if (hasBegun) return { is: 'unsure', failure: { ...failure, code: 'INTERRUPTED' } }
  if (failure.code === 'NO_RECIPIENT' || failure.code === 'TOO_LARGE') return { is: 'refused', failure }
  return { is: HELD.includes(failure.code) && !isTemporary(responseCode) ? 'held' : 'unreached', failure }
}

const isSaidOfMail = ({ command = '' }: SmtpError): boolean => /^(MAIL FROM|RCPT TO|DATA)/.test(command)

const CERTIFICATES = /CERT|ISSUER|SELF_SIGNED|ALTNAME|VERIFY/
const NETWORK: Record<string, MailFailureCode> = {
  ECONNREFUSED: 'CONNECTION_REFUSED',
  ENETUNREACH: 'OFFLINE',
  EHOSTUNREACH: 'OFFLINE',
  ENETDOWN: 'OFFLINE',
  EAI_AGAIN: 'OFFLINE',
  ENOTFOUND: 'HOST_UNKNOWN',
  ETIMEDOUT: 'TIMEOUT',
  ECONNRESET: 'CONNECTION_LOST',
  EPIPE: 'CONNECTION_LOST',
}

/** What the network says of a way that leads nowhere; undefined when it says something else. */
export const networkFailure = (error: { code?: string; originalCode?: string; message?: string; cause?: unknown }): MailFailureCode | undefined => {
  const codes = [error.originalCode, error.code, (error.cause as { code?: string } | undefined)?.code].filter(code => code !== undefined)
  if (codes.some(code => CERTIFICATES.test(code)) || /certificate|altname/i.test(error.message ?? '')) return 'CERTIFICATE'
  if (codes.some(code => code === 'EPROTO' || code.startsWith('ERR_SSL'))) return 'NO_TLS'
  const known = codes.find(code => Object.hasOwn(NETWORK, code))
  if (known) return NETWORK[known]
  return undefined
}

const codeOf = (error: SmtpError, hasBegun: boolean): MailFailureCode => {
  const { code, command = '', responseCode, response = '', message } = error
  if (code === 'EAUTH') return isTemporary(responseCode) ? 'BUSY' : 'LOGIN'
  if (responseCode !== undefined) {
    if (isTemporary(responseCode)) return 'BUSY'
    if (responseCode === 530) return 'LOGIN'
    if (responseCode === 552 || responseCode === 523) return 'TOO_LARGE'
    if (hasBegun) return 'REJECTED'
    if (/relay/i.test(response)) return 'RELAY'
    if (command === 'STARTTLS') return 'NO_TLS'
    return command.startsWith('MAIL FROM') ? 'SENDER_REFUSED' : command.startsWith('RCPT TO') ? 'RECIPIENTS_REFUSED' : 'REJECTED'
  }
  if (code === 'EENVELOPE') return 'NO_RECIPIENT'
  if (code === 'EMESSAGE') return 'TOO_LARGE'
  const known = networkFailure(error)
  if (known) return known
  if (code === 'ETLS' || command === 'STARTTLS') return 'NO_TLS'
  if (code === 'EDNS') return 'HOST_UNKNOWN'
  if (code === 'EPROTOCOL' || /greeting/i.test(message)) return 'NOT_A_MAIL_SERVER'
  return 'CONNECTION_LOST'
}
