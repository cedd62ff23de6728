import type { ImapFlow } from 'imapflow'
import type { MailFailure } from '../../../shared/kernel/mail/mail-failure.ts'
import { imap } from './libraries.ts'
import { type MailServer, networkFailure } from './smtp.ts'

export interface MailBox extends MailServer {
  readonly folder: string
}

/** How far a folder has been read; the server may number it anew, under another `validity`. */
export interface BoxPosition {
  readonly validity: string
  readonly lastUid: number
}

/** What a mail says of itself before it is fetched. */
export interface MailHead {
  readonly uid: number
  /** In bytes. */
  readonly size: number
  readonly from: readonly string[]
  readonly messageId: string | undefined
  /** The mails that it answers. */
  readonly answers: readonly string[]
  /** When the server had it. */
  readonly arrivedAt: string | undefined
}

export interface BoxReading {
  readonly position: BoxPosition | undefined
  /** Whether a mail is to be fetched: of the others nothing but this is read. */
  wants(head: MailHead): boolean
  take(head: MailHead, bytes: Buffer): Promise<void>
  /** All mails up to a position are taken or not wanted. */
  reached(position: BoxPosition): void
  readonly signal: AbortSignal
}

/** Larger mails stay where they are. */
export const MOST_MAIL_BYTES = 30_000_000
const CONNECT_MS = 20_000
const SILENCE_MS = 60_000
/** What arrived before the first reading is read this far back. */
const FIRST_DAYS = 30
const DAY_MS = 86_400_000
const HEADS_AT_ONCE = 500

const connect = async ({ host, port, security, user = '', secret = '', authKind }: MailServer): Promise<ImapFlow> => {
  const client = new (imap().ImapFlow)({
    host,
    port,
    secure: security === 'tls',
    ...(security !== 'tls' && { doSTARTTLS: security === 'starttls' }),
    auth: authKind === 'oauth' ? { user, accessToken: secret } : { user, pass: secret },
    tls: { minVersion: 'TLSv1.2' },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  })
  // What is under way fails with the same error.
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Runs something on a connection of its own; answers what stands in its way. */
const withBox = async (box: MailBox, run: (client: ImapFlow) => Promise<void>): Promise<MailFailure | undefined> => {
  let client: ImapFlow | undefined
  try {
    client = await connect(box)
    try {
      await client.mailboxOpen(box.folder, { readOnly: true })
    } catch (error) {
      if (!client.usable) throw error
      return { code: 'FOLDER_MISSING', answer: said(error) }
    }
    await run(client)
    await client.logout()
    return undefined
  } catch (error) {
    if (!isOfMail(error)) throw error
    return { code: codeOf(error), answer: said(error) }
  } finally {
    client?.close()
  }
}

/** Reaches a mailbox and opens its folder; answers what stands in the way. */
export const tryImap = (box: MailBox): Promise<MailFailure | undefined> => withBox(box, async () => {})

/** Reads what has arrived in a folder since a position, the oldest first; the server's marks of what was read stay as they are. */
export const readBox = (box: MailBox, { position, wants, take, reached, signal }: BoxReading, now: number): Promise<MailFailure | undefined> =>
  withBox(box, async client => {
    const { uidValidity, uidNext } = client.mailbox as { uidValidity: bigint; uidNext: number }
    const validity = String(uidValidity)
    const known = position?.validity === validity ? position.lastUid : undefined
    const uids: number[] = []
    if (known === undefined) uids.push(...((await client.search({ since: new Date(now - FIRST_DAYS * DAY_MS) }, { uid: true })) || []))
    else for await (const { uid } of client.fetch(`${known + 1}:*`, { uid: true }, { uid: true })) uids.push(uid)
    // A server answers a range beyond the last mail with the last one.
    const fresh = uids.filter(uid => uid > (known ?? 0)).sort((a, b) => a - b)
    for (let i = 0; i < fresh.length && !signal.aborted; i += HEADS_AT_ONCE) {
      const part = fresh.slice(i, i + HEADS_AT_ONCE)
      const heads: MailHead[] = []
      for await (const { uid, size = 0, envelope, headers, internalDate } of client.fetch(part, { uid: true, size: true, envelope: true, internalDate: true, headers: ['references'] }, { uid: true })) {
        heads.push({
          uid,
          size,
          from: (envelope?.from ?? []).flatMap(({ address }) => address ?? []),
          messageId: envelope?.messageId,
          answers: [envelope?.inReplyTo ?? '', headers?.toString() ?? ''].join(' ').match(/<[^<>\s]{1,400}>/g) ?? [],
          arrivedAt: internalDate === undefined ? undefined : new Date(internalDate).toISOString(),
        })
      }
      for (const head of heads.sort((a, b) => a.uid - b.uid)) {
        if (signal.aborted) return
        if (head.size <= MOST_MAIL_BYTES && wants(head)) {
          const found = await client.fetchOne(String(head.uid), { source: true }, { uid: true })
          if (found && found.source) await take(head, found.source)
        }
        reached({ validity, lastUid: head.uid })
      }
    }
    if (!signal.aborted) reached({ validity, lastUid: Math.max(known ?? 0, uidNext - 1, fresh.at(-1) ?? 0) })
  })

interface ImapError extends Error {
  code?: string
  authenticationFailed?: boolean
  tlsFailed?: boolean
  responseText?: string
}

const isOfMail = (error: unknown): error is ImapError => error instanceof Error && (networkFailure(error) !== undefined || 'code' in error || 'authenticationFailed' in error || 'responseStatus' in error || 'tlsFailed' in error)

const said = (error: unknown): string => {
  const { responseText, message } = error as ImapError
  return (responseText ?? message).replaceAll(/\s+/g, ' ').slice(0, 500)
}

const codeOf = (error: ImapError): MailFailure['code'] => {
  if (error.authenticationFailed) return 'LOGIN'
  const known = networkFailure(error)
  if (known) return known
  if (error.tlsFailed) return 'NO_TLS'
  if (error.code === 'CONNECT_TIMEOUT' || error.code === 'GREETING_TIMEOUT' || error.code === 'GREEETING_TIMEOUT') return 'TIMEOUT'
  return 'CONNECTION_LOST'
}
