import type { Envelope as RecordEnvelope } from '../../../shared/kernel/entity/define.ts'
import type { EmailMessage } from '../../../shared/modules/emails/email-message.entity.ts'
import type { MailAccount } from '../../../shared/modules/emails/mail-account.entity.ts'
import type { MailFailure } from '../../../shared/modules/emails/mail-failure.ts'
import type { FileStore } from '../files/file-store.ts'
import type { Db } from '../store/driver.ts'
import type { Operation } from '../store/journal.ts'
import type { Stored } from '../store/rx-storage.ts'
import type { Store } from '../store/store.ts'
import { messageIdOf, outgoingOf } from './outgoing.ts'
import type { MailSecrets } from './secrets.ts'
import { type MailServer, MOST_CONNECTIONS, openSmtp, type Outcome, type Smtp } from './smtp.ts'
import type { Timers } from './timers.ts'

/** What is known of a mail that waits or is on its way, beside its record. */
export interface Standing {
  readonly isSending: boolean
  readonly attempts: number
  /** When it is tried again, in milliseconds. */
  readonly nextAt?: number
  readonly failure?: MailFailure
}

/** Why nothing leaves from an account for now; `untilMs` is when it is tried again by itself. */
export interface Hold {
  readonly account: string
  readonly failure: MailFailure
  readonly untilMs: number
}

export interface Outbox {
  /** Looks again at what is to be sent: something was written, the network is back, an account was mended. */
  wake(): void
  /** Tries an account again at once. */
  release(account?: string): void
  /** Accounts from which nothing leaves for now. */
  holds(): readonly Hold[]
  /** Resolves once nothing is on its way and nothing is due. */
  settled(): Promise<void>
  /** Waits for what is on its way, then stops. */
  close(): Promise<void>
}

export interface OutboxOptions {
  readonly store: Store
  readonly files: Pick<FileStore, 'open'>
  readonly secrets: Pick<MailSecrets, 'get'>
  readonly now: () => number
  readonly timers: Timers
  /** Whether nothing shall leave: the module is switched off. */
  readonly isOff?: () => boolean
  readonly connect?: (server: MailServer) => Smtp
  readonly onBug: (error: unknown, where: string) => unknown
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** How long after each refusal for now a mail is tried again; then every four hours. */
export const RETRY_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR] as const
export const GIVE_UP_MS = 3 * DAY
/** How long an account rests that was not reached, ever longer. */
const UNREACHED_MS = [MINUTE / 2, MINUTE, 2 * MINUTE, 5 * MINUTE] as const
/** One that a person has to mend; in case it mends itself. */
const HELD_MS = HOUR
const FETCHED = 200
const LEAST_REST_MS = 1_000
/** What a server takes longer to answer than this when the program ends is unsure. */
const CLOSING_MS = 10_000
/** Answers are noted together, and those of as many mails as are on their way are the most that a killed process leaves in doubt. */
const MOST_SENDING = 2 * MOST_CONNECTIONS

export const createOutboxTables = (db: Db): void =>
  db.exec(`create table if not exists outbox(id text primary key, account text not null, is_sending integer not null default 0, attempts integer not null default 0,
      first_at integer, next_at integer, failure text) without rowid;
    create table if not exists outbox_day(account text not null, day text not null, count integer not null, primary key(account, day)) without rowid;
    create table if not exists outbox_restore(seen text not null)`)

export const standingOf = (db: Db, id: string): Standing | undefined => {
  const row = db.sql('select is_sending, attempts, next_at, failure from outbox where id = ?').get(id)
  return row && { isSending: row.is_sending === 1, attempts: row.attempts, ...(row.next_at !== null && { nextAt: row.next_at }), ...(row.failure !== null && { failure: JSON.parse(row.failure) }) }
}

/** Whether a mail is on its way to the server at this moment. */
export const isSending = (db: Db, id: string): boolean => db.rows('select 1 from outbox where id = ? and is_sending = 1').get(id) !== undefined

export const SENDING_OPERATION = 'sendMails'

interface Usable {
  readonly id: string
  readonly account: MailAccount
  readonly server: MailServer
}

interface Ended {
  readonly id: string
  readonly account: string
  readonly outcome: Outcome
}

/**
 * Sends the mails whose record waits. A mail is noted as on its way, on the disk, before a byte of it can reach the server; the
 * note goes in the transaction that writes what became of it. Whatever is still noted when the outbox opens was cut off
 * in between: it is unsure, and only a person sends it again. `lastRestore` names the last restore of a backup.
 */
export const openOutbox = async ({ store, files, secrets, now, timers, isOff = () => false, connect = openSmtp, onBug }: OutboxOptions, lastRestore?: string): Promise<Outbox> => {
  const { db } = store
  createOutboxTables(db)
  const links = new Map<string, { key: string; smtp: Smtp }>()
  const held = new Map<string, Hold & { turn: number }>()
  /** When mails left from an account in the last minute. */
  const left = new Map<string, number[]>()
  const sending = new Map<string, Promise<void>>()
  const ended: Ended[] = []
  let operation: Operation | undefined
  let queue: string[] = []
  let isStale = true
  let isClosed = false
  let isAbandoned = false
  let stopTimer = (): void => {}
  let working: Promise<void> | undefined
  let changed = (): void => {}
  /** What is being written by the outbox itself: no news to it. */
  let noting: ReadonlySet<string> = new Set()

  const newOperation = (): Operation => ({ id: store.newId(), name: SENDING_OPERATION, params: {}, actor: 'system' })

  const doubt = async (ids: readonly string[], failure: MailFailure): Promise<void> => {
    const operation = newOperation()
    await store.commit(operation, () => {
      const records = ids.flatMap(id => store.read(id) ?? []).filter(({ data }) => data['state'] === 'waiting')
      return {
        drafts: records.map(record => ({ ...store.change(operation, record, { data: { ...record.data, state: 'unsure', failure } }), isOwn: true })),
        alsoWrite: target => {
          for (const id of ids) target.sql('delete from outbox where id = ?').run(id)
        },
      }
    })
  }

  const cutOff = db.rows('select id from outbox where is_sending = 1').all() as string[][]
  if (cutOff.length > 0) await doubt(cutOff.map(([id]) => id!), { code: 'INTERRUPTED' })
  const seen = db.sql('select seen from outbox_restore').get()?.seen
  if (lastRestore !== undefined && lastRestore !== seen) {
    // What waited in the backup may have left since.
    const waiting = (db.rows(`select id from emailMessage where st = 0 and f_state = 'waiting'`).all() as string[][]).map(([id]) => id!)
    for (let i = 0; i < waiting.length; i += FETCHED) await doubt(waiting.slice(i, i + FETCHED), { code: 'RESTORED' })
    db.transaction(() => {
      db.exec('delete from outbox_restore')
      db.sql('insert into outbox_restore(seen) values(?)').run(lastRestore)
    })
  }

  const accounts = (): Map<string, Usable | MailFailure> => {
    const rows = db.rows('select id from mailAccount where st = 0 order by k_name, n').all() as string[][]
    return new Map(
      rows.flatMap(([id]): [string, Usable | MailFailure][] => {
        const account = store.read(id!)!.data as MailAccount
        return account.isPaused ? [] : [[id!, usable(id!, account)]]
      }),
    )
  }
  const usable = (id: string, account: MailAccount): Usable | MailFailure => {
    const server = serverOf(account, secrets.get(id))
    return 'code' in server ? server : { id, account, server }
  }

  const smtpOf = ({ id, server }: Usable): Smtp => {
    const key = JSON.stringify(server)
    const known = links.get(id)
    if (known?.key === key) return known.smtp
    known?.smtp.close()
    const smtp = connect(server)
    links.set(id, { key, smtp })
    return smtp
  }

  const hold = (account: string, failure: MailFailure, ms?: number): void => {
    const turn = (held.get(account)?.turn ?? -1) + 1
    held.set(account, { account, failure, turn, untilMs: now() + (ms ?? UNREACHED_MS[Math.min(turn, UNREACHED_MS.length - 1)]!) })
  }

  /** How many mails an account may send now, and when it may send more. */
  const allowance = ({ id, account: { perMinute, dailyLimit } }: Usable): { count: number; againMs?: number } => {
    const at = now()
    const minute = (left.get(id) ?? []).filter(each => each > at - MINUTE && each <= at)
    left.set(id, minute)
    const today = dailyLimit === undefined ? 0 : Number(db.rows('select count from outbox_day where account = ? and day = ?').get(id, dayOf(at))?.at(0) ?? 0)
    const onWay = [...sendingBy.values()].filter(account => account === id).length
    const byDay = dailyLimit === undefined ? Infinity : dailyLimit - today - onWay
    const byMinute = perMinute === undefined ? Infinity : perMinute - minute.length
    if (byDay <= 0) return { count: 0, againMs: HOUR }
    if (byMinute <= 0) return { count: 0, againMs: minute[0]! + MINUTE - at }
    return { count: Math.min(byDay, byMinute) }
  }
  const sendingBy = new Map<string, string>()

  const refill = (): void => {
    isStale = false
    const at = now()
    const blocked = [...held.values()].flatMap(({ account, untilMs }) => (untilMs > at ? [account] : []))
    queue = (
      db
        .rows(
          `select e.id from emailMessage e left join outbox o on o.id = e.id
          where e.st = 0 and e.f_state = 'waiting' and (e.f_sendAfter is null or e.f_sendAfter <= ?) and (o.id is null or (o.is_sending = 0 and ifnull(o.next_at, 0) <= ?))
            and ifnull(e.f_account, '') not in (select value from json_each(?)) order by e.n limit ${FETCHED}`,
        )
        .all(new Date(at).toISOString(), at, JSON.stringify(blocked)) as string[][]
    ).map(([id]) => id!)
  }

  /** When there may be something to do by itself, in milliseconds from now. */
  const restMs = (): number | undefined => {
    const at = now()
    const later = db.rows(`select min(e.f_sendAfter) from emailMessage e where e.st = 0 and e.f_state = 'waiting' and e.f_sendAfter > ?`).get(new Date(at).toISOString())?.at(0) as string | null
    const again = db.rows(`select min(o.next_at) from outbox o join emailMessage e on e.id = o.id where e.st = 0 and e.f_state = 'waiting' and o.next_at > ?`).get(at)?.at(0) as number | null
    const instants = [...(later ? [Date.parse(later)] : []), ...(again ? [again] : []), ...[...held.values()].map(({ untilMs }) => untilMs), ...waits]
    const next = instants.filter(instant => instant > at)
    return next.length > 0 ? Math.min(...next) - at : undefined
  }
  let waits: number[] = []

  /** Notes the next mails as on their way and begins to send them; false where none can leave now. */
  const begin = async (): Promise<boolean> => {
    if (isStale || queue.length === 0) refill()
    if (queue.length === 0 || isOff()) return false
    const known = accounts()
    const [usual] = [...known].filter(([id]) => store.read(id)!.data['isDefault'] === true)
    const fallback = usual?.[0] ?? known.keys().next().value
    const allowed = new Map<string, number>()
    const isFree = (id: string): boolean => {
      const account = known.get(id)
      if (!account) return false
      const pause = held.get(id)
      if (pause && pause.untilMs > now()) return false
      if ('code' in account) {
        hold(id, account, HELD_MS)
        return false
      }
      if (!allowed.has(id)) {
        const { count, againMs } = allowance(account)
        allowed.set(id, count)
        if (againMs !== undefined) waits.push(now() + againMs)
      }
      return allowed.get(id)! > 0
    }
    const taken: { record: Stored<RecordEnvelope>; account: Usable }[] = []
    await store.commit(newOperation(), () => {
      const skipped: string[] = []
      while (taken.length < MOST_SENDING - sending.size && queue.length > 0) {
        const next = queue.shift()!
        const record = store.read(next)
        if (!record || record.trashedAt !== null || record.data['state'] !== 'waiting' || sending.has(next)) continue
        const mail = record.data as EmailMessage
        if (mail.sendAfter && Date.parse(mail.sendAfter.at) > now()) continue
        const id = mail.account !== undefined && store.read(mail.account)?.trashedAt === null ? mail.account : fallback
        if (id === undefined || !isFree(id)) {
          skipped.push(next)
          continue
        }
        allowed.set(id, allowed.get(id)! - 1)
        // An account that was not reached is tried with one mail first.
        if (held.has(id)) allowed.set(id, 0)
        taken.push({ record, account: known.get(id) as Usable })
      }
      if (taken.length === 0) queue = skipped
      return {
        drafts: [],
        alsoWrite: target => {
          const note = target.sql('insert into outbox(id, account, is_sending, first_at) values(?, ?, 1, ?) on conflict(id) do update set account = excluded.account, is_sending = 1, first_at = ifnull(first_at, excluded.first_at), next_at = null')
          for (const { record, account } of taken) note.run(record.id, account.id, now())
        },
      }
    })
    for (const { record, account } of taken) {
      sendingBy.set(record.id, account.id)
      left.set(account.id, [...(left.get(account.id) ?? []), now()])
      const gone = send(record, account).then(outcome => {
        ended.push({ id: record.id, account: account.id, outcome })
        changed()
      })
      sending.set(record.id, gone)
    }
    return taken.length > 0
  }

  const send = async (record: Stored<RecordEnvelope>, account: Usable): Promise<Outcome> => {
    try {
      const outgoing = await outgoingOf(record, account.account, files, now())
      if (!outgoing) return { is: 'refused', failure: { code: 'FILE_MISSING' } }
      if (outgoing.envelope.to.length === 0) return { is: 'refused', failure: { code: 'NO_RECIPIENT' } }
      return await smtpOf(account).send(outgoing.envelope, outgoing.bytes)
    } catch (error) {
      // Sending never throws: what does is what came before it.
      onBug(error, 'outbox')
      return { is: 'refused', failure: { code: 'REJECTED', answer: String((error as Error).message) } }
    }
  }

  /** Writes what became of mails, all that is known by now in one transaction. */
  const note = async (): Promise<void> => {
    const batch = ended.splice(0)
    if (batch.length === 0) return
    operation ??= newOperation()
    const on = operation
    const at = now()
    noting = new Set(batch.map(({ id }) => id))
    await store.commit(on, () => {
      const drafts = batch.flatMap(({ id, account, outcome }) => {
        const record = store.read(id)
        if (!record) return []
        const standing = standingOf(db, id)
        const to = settledAs(record.data, outcome, standing?.attempts ?? 0, firstAt(id) ?? at, at)
        if (!to) return []
        const { data } = record
        const { address } = (store.read(account)?.data ?? {}) as MailAccount
        const named = address && (to.state === 'sent' || to.state === 'unsure') ? { account, from: data['from'] ?? address, messageId: messageIdOf(record, address), direction: 'out', ...(to.state === 'sent' && { sentOn: { at: new Date(at).toISOString(), zone: zone() } }) } : {}
        const { failure: _, ...rest } = data
        return [{ ...store.change(on, record, { data: { ...rest, ...named, ...to } }), isOwn: true }]
      })
      return {
        drafts,
        alsoWrite: target => {
          for (const each of batch) noteOne(target, each, at)
        },
      }
    })
    for (const { id, account, outcome } of batch) {
      sending.delete(id)
      sendingBy.delete(id)
      if (outcome.is === 'held') hold(account, outcome.failure, HELD_MS)
      else if (outcome.is === 'unreached') hold(account, outcome.failure)
      else held.delete(account)
    }
    isStale ||= batch.some(({ outcome }) => outcome.is !== 'sent')
  }

  const firstAt = (id: string): number | undefined => db.rows('select first_at from outbox where id = ?').get(id)?.at(0) as number | undefined

  const noteOne = (target: Db, { id, account, outcome }: Ended, at: number): void => {
    const attempts = standingOf(target, id)?.attempts ?? 0
    if (outcome.is === 'sent') target.sql('insert into outbox_day(account, day, count) values(?, ?, 1) on conflict(account, day) do update set count = count + 1').run(account, dayOf(at))
    if (outcome.is === 'later' && !isGivenUp(firstAt(id) ?? at, at)) {
      target.sql('update outbox set is_sending = 0, attempts = ?, next_at = ?, failure = ? where id = ?').run(attempts + 1, at + RETRY_MS[Math.min(attempts, RETRY_MS.length - 1)]!, JSON.stringify(outcome.failure), id)
    } else if (outcome.is === 'unreached' || outcome.is === 'held') {
      // It was not its turn: nothing was tried with it.
      target.sql('update outbox set is_sending = 0, failure = ? where id = ?').run(JSON.stringify(outcome.failure), id)
      if (attempts === 0) target.sql('update outbox set first_at = null where id = ?').run(id)
    } else target.sql('delete from outbox where id = ?').run(id)
  }

  const work = async (): Promise<void> => {
    waits = []
    while (!isAbandoned && (!isClosed || sending.size > 0)) {
      const arrival = new Promise<void>(resolve => (changed = resolve))
      await note()
      const hasBegun = !isClosed && sending.size < MOST_SENDING && (await begin())
      if (hasBegun && sending.size < MOST_SENDING) continue
      if (sending.size === 0 && !isStale) break
      if (sending.size > 0 && ended.length === 0 && !isAbandoned) await arrival
    }
    operation = undefined
    if (isClosed) return
    const ms = restMs()
    if (ms !== undefined) stopTimer = timers.after(Math.max(ms, LEAST_REST_MS), wake)
  }

  const wake = (): void => {
    isStale = true
    changed()
    if (isClosed || working) return
    stopTimer()
    working = work()
      .catch(error => {
        onBug(error, 'outbox')
        // A disk without room may have some again.
        if (!isClosed) stopTimer = timers.after(MINUTE, wake)
      })
      .finally(() => {
        working = undefined
        if (isStale && !isClosed && sending.size === 0 && hasDue()) wake()
      })
  }
  const hasDue = (): boolean => {
    refill()
    return queue.length > 0 && [...accounts().keys()].some(id => (held.get(id)?.untilMs ?? 0) <= now())
  }

  const stopWatching = store.onCommit(written => {
    if (written.some(({ type }) => type === 'mailAccount')) held.clear()
    if (written.some(({ type, ids }) => type === 'mailAccount' || type === 'moduleSwitch' || (type === 'emailMessage' && ids.some(id => !noting.has(id))))) wake()
  })
  setImmediate(wake)

  return {
    wake,
    release: account => {
      if (account === undefined) held.clear()
      else held.delete(account)
      wake()
    },
    holds: () => [...held.values()].filter(({ untilMs }) => untilMs > now()).map(({ account, failure, untilMs }) => ({ account, failure, untilMs })),
    settled: async () => {
      while (working) await working
    },
    close: async () => {
      isClosed = true
      stopWatching()
      stopTimer()
      changed()
      await Promise.race([working, new Promise(resolve => setTimeout(resolve, CLOSING_MS).unref())])
      isAbandoned = true
      changed()
      await working
      for (const { smtp } of links.values()) smtp.close()
    },
  }
}

/** The server from which an account sends, or what it lacks for that. */
export const serverOf = ({ smtpHost, smtpPort, smtpSecurity, user, authKind }: MailAccount, secret: string | undefined): MailServer | MailFailure => {
  if (!smtpHost) return { code: 'NO_SERVER' }
  if (user && secret === undefined) return { code: 'NO_SECRET' }
  const security = (smtpSecurity ?? 'tls') as MailServer['security']
  return { host: smtpHost, port: smtpPort ?? (security === 'tls' ? 465 : 587), security, user, secret, authKind: authKind as MailServer['authKind'] }
}

const isGivenUp = (firstAt: number, at: number): boolean => at - firstAt >= GIVE_UP_MS

/** What a record says of an outcome; undefined where it waits on. */
const settledAs = (data: Record<string, unknown>, outcome: Outcome, attempts: number, firstAt: number, at: number): { state: string; failure?: MailFailure; attempts?: number } | undefined => {
  if (data['state'] !== 'waiting') return undefined
  switch (outcome.is) {
    case 'sent':
      return { state: 'sent', attempts: attempts + 1, ...(outcome.failure && { failure: outcome.failure }) }
    case 'refused':
      return { state: 'failed', attempts: attempts + 1, failure: outcome.failure }
    case 'unsure':
      return { state: 'unsure', attempts: attempts + 1, failure: outcome.failure }
    case 'later':
      return isGivenUp(firstAt, at) ? { state: 'failed', attempts: attempts + 1, failure: outcome.failure } : undefined
    default:
      return undefined
  }
}

const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
/** The day of this machine. */
const dayOf = (ms: number): string => {
  const at = new Date(ms)
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
}
