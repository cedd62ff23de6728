import { setTimeout as pause } from 'node:timers/promises'
import type { Envelope as RecordEnvelope } from '../../../shared/kernel/entity/define.ts'
import type { EmailMessage } from '../../../shared/modules/emails/email-message.entity.ts'
import type { MailAccount } from '../../../shared/modules/emails/mail-account.entity.ts'
import type { MailFailure } from '../../../shared/kernel/mail/mail-failure.ts'
import type { RunningJob } from '../../kernel/jobs/engine.ts'
import type { FileStore } from '../../kernel/files/file-store.ts'
import type { Db } from '../../kernel/store/driver.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Stored } from '../../kernel/store/rx-storage.ts'
import type { Batch, Store } from '../../kernel/store/store.ts'
import { messageIdOf, outgoingOf } from './outgoing.ts'
import type { MailSecrets } from '../../kernel/mail/secrets.ts'
import { type MailServer, MOST_CONNECTIONS, openSmtp, type Outcome, type Smtp } from '../../kernel/mail/smtp.ts'

/** What is known of a mail that waits or is on its way, beside its record. */
export interface Standing {
  readonly isSending: boolean
  readonly attempts: number
  /** When it is tried again, ISO 8601 in UTC. */
  readonly nextAt?: string
  readonly failure?: MailFailure
}

/** Until when nothing leaves from an account, and how often in a row it was not reached. */
interface Hold {
  readonly turn: number
  readonly untilMs: number
}

export interface Outbox {
  /** When there is next something to send, in milliseconds. */
  due(): number | undefined
  /** Sends what is due, until nothing is left that can leave now; to be called by one schedule alone. */
  run(job: Pick<RunningJob, 'commit' | 'signal'>): Promise<void>
  /** Tries an account again at once, or all of them. */
  release(account?: string): void
  close(): void
}

export interface OutboxOptions {
  readonly store: Store
  readonly files: Pick<FileStore, 'open'>
  readonly secrets: Pick<MailSecrets, 'get'>
  readonly now: () => number
  readonly connect?: (server: MailServer) => Smtp
  readonly onBug: (error: unknown, where: string) => unknown
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** How long after each refusal for now a mail is tried again; then every four hours. */
const RETRY_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR] as const
export const GIVE_UP_MS = 3 * DAY
/** How long an account rests that was not reached, ever longer. */
const UNREACHED_MS = [MINUTE / 2, MINUTE, 2 * MINUTE, 5 * MINUTE] as const
/** One that a person has to mend; in case it mends itself. */
const HELD_MS = HOUR
const FETCHED = 200
/** What a server takes longer to answer than this when the program ends is unsure. */
const CLOSING_MS = 10_000
/** As many mails as are on their way are the most that a killed process leaves in doubt. */
const MOST_SENDING = 2 * MOST_CONNECTIONS
/** Answers that come close together are noted together: each transaction waits for the disk. */
const NOTED_AT_ONCE = MOST_CONNECTIONS
const GATHER_MS = 25

const createOutboxTables = (db: Db): void =>
  db.exec(`create table if not exists outbox(id text primary key, account text not null, is_sending integer not null default 0, attempts integer not null default 0,
      first_at integer, next_at text, failure text) without rowid;
    create table if not exists outbox_day(account text not null, day text not null, count integer not null, primary key(account, day)) without rowid;
    create table if not exists outbox_hold(account text primary key, failure text not null, until_ms integer not null) without rowid;
    create table if not exists outbox_restore(seen text not null)`)

export const standingOf = (db: Db, id: string): Standing | undefined => {
  const row = db.sql('select is_sending, attempts, next_at, failure from outbox where id = ?').get(id)
  return row && { isSending: row.is_sending === 1, attempts: row.attempts, ...(row.next_at !== null && { nextAt: row.next_at }), ...(row.failure !== null && { failure: JSON.parse(row.failure) }) }
}

/** Whether a mail is on its way to the server at this moment. */
export const isSending = (db: Db, id: string): boolean => db.rows('select 1 from outbox where id = ? and is_sending = 1').get(id) !== undefined

const SENDING_OPERATION = 'sendMails'

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
export const openOutbox = async ({ store, files, secrets, now, connect = openSmtp, onBug }: OutboxOptions, lastRestore?: string): Promise<Outbox> => {
  const { db } = store
  createOutboxTables(db)
  const links = new Map<string, { readonly key: string; readonly smtp: Smtp }>()
  const held = new Map<string, Hold>()
  /** Accounts that have sent as much as they may for now, and until when. */
  const resting = new Map<string, number>()
  /** When mails left from an account in the last minute. */
  const left = new Map<string, number[]>()
  /** The account of each mail that is on its way. */
  const sending = new Map<string, string>()
  const ended: Ended[] = []
  let queue: string[] = []
  let isStale = true
  let changed = (): void => {}
  /** Accounts were changed: those that are held are tried again. */
  let retrying = true
  /** What is being written by the outbox itself: no news to it. */
  let noting: ReadonlySet<string> = new Set()

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
  const newOperation = (): Operation => ({ id: store.newId(), name: SENDING_OPERATION, params: {}, actor: 'system' })

  const cutOff = db.rows('select id from outbox where is_sending = 1').all() as string[][]
  if (cutOff.length > 0) await doubt(cutOff.map(([id]) => id!), { code: 'INTERRUPTED' })
  if (lastRestore !== undefined && lastRestore !== db.sql('select seen from outbox_restore').get()?.seen) {
    // What waited in the backup may have left since.
    const waiting = (db.rows(`select id from emailMessage where st = 0 and f_state = 'waiting'`).all() as string[][]).map(([id]) => id!)
    for (let i = 0; i < waiting.length; i += FETCHED) await doubt(waiting.slice(i, i + FETCHED), { code: 'RESTORED' })
    db.transaction(() => {
      db.exec('delete from outbox_restore')
      db.sql('insert into outbox_restore(seen) values(?)').run(lastRestore)
    })
  }

  /** What leaves from no account of its own leaves from the first of these. */
  const accountsOn = (): string[] => (db.rows('select id from mailAccount where st = 0 and ifnull(f_isPaused, 0) = 0 order by ifnull(f_isDefault, 0) desc, k_name, n').all() as string[][]).map(([id]) => id!)

  const untilOf = (account: string): number => Math.max(held.get(account)?.untilMs ?? 0, resting.get(account) ?? 0)

  const due = (): number | undefined => {
    retry()
    const on = accountsOn()
    const groups = db
      .rows(
        `select e.f_account, min(max(ifnull(e.f_sendAfter, ''), ifnull(o.next_at, ''))) from emailMessage e left join outbox o on o.id = e.id
        where e.st = 0 and e.f_state = 'waiting' and ifnull(o.is_sending, 0) = 0 group by e.f_account`,
      )
      .all() as [string | null, string][]
    const instants = groups.flatMap(([account, at]) => {
      const from = account !== null && on.includes(account) ? account : isGone(account) ? on[0] : undefined
      return from === undefined ? [] : [Math.max(at === '' ? 0 : Date.parse(at), untilOf(from))]
    })
    return instants.length > 0 ? Math.min(...instants) : undefined
  }
  /** A mail of an account that is paused waits for it; of one that is no more it leaves from another. */
  const isGone = (account: string | null): boolean => account === null || store.read(account)?.trashedAt !== null

  const smtpOf = (id: string, server: MailServer): Smtp => {
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
    const untilMs = now() + (ms ?? UNREACHED_MS[Math.min(turn, UNREACHED_MS.length - 1)]!)
    held.set(account, { turn, untilMs })
    db.transaction(() => db.sql('insert or replace into outbox_hold(account, failure, until_ms) values(?, ?, ?)').run(account, JSON.stringify(failure), untilMs))
  }

  const release = (account: string): void => {
    if (held.delete(account)) db.transaction(() => db.sql('delete from outbox_hold where account = ?').run(account))
  }

  /** How many mails an account may send now; one that may not rests until it may. */
  const allowance = (id: string, { perMinute = Infinity, dailyLimit = Infinity }: MailAccount): number => {
    const at = now()
    const minute = (left.get(id) ?? []).filter(each => each > at - MINUTE && each <= at)
    left.set(id, minute)
    const today = Number(db.rows('select count from outbox_day where account = ? and day = ?').get(id, dayOf(at))?.at(0) ?? 0)
    const onWay = [...sending.values()].filter(account => account === id).length
    if (dailyLimit - today - onWay <= 0) resting.set(id, at + HOUR)
    else if (perMinute - minute.length <= 0) resting.set(id, minute[0]! + MINUTE + 1)
    else return Math.min(dailyLimit - today - onWay, perMinute - minute.length)
    return 0
  }

  /** Not while it is told of a write: that is a transaction still. */
  const retry = (): void => {
    if (!retrying) return
    retrying = false
    held.clear()
    db.transaction(() => db.exec('delete from outbox_hold'))
  }

  const refill = (): void => {
    isStale = false
    retry()
    const at = now()
    const blocked = [...new Set([...held.keys(), ...resting.keys()])].filter(account => untilOf(account) > at)
    queue = (
      db
        .rows(
          `select e.id from emailMessage e left join outbox o on o.id = e.id
          where e.st = 0 and e.f_state = 'waiting' and ifnull(e.f_sendAfter, '') <= ? and ifnull(o.is_sending, 0) = 0 and ifnull(o.next_at, '') <= ?
            and ifnull(e.f_account, '') not in (select value from json_each(?)) order by e.n limit ${FETCHED}`,
        )
        .all(new Date(at).toISOString(), new Date(at).toISOString(), JSON.stringify(blocked)) as string[][]
    ).map(([id]) => id!)
  }

  /** Notes the next mails as on their way and begins to send them; false where none can leave now. */
  const begin = async (): Promise<boolean> => {
    if (isStale || queue.length === 0) refill()
    if (queue.length === 0) return false
    const on = accountsOn()
    const allowed = new Map<string, number>()
    const servers = new Map<string, MailServer>()
    for (const id of on) {
      if (untilOf(id) > now()) continue
      const account = store.read(id)!.data as MailAccount
      const server = serverOf(account, secrets.get(id))
      if ('code' in server) hold(id, server, HELD_MS)
      else {
        servers.set(id, server)
        // An account that was not reached is tried with one mail first.
        allowed.set(id, Math.min(allowance(id, account), held.has(id) ? 1 : Infinity))
      }
    }
    const taken: { readonly record: Stored<RecordEnvelope>; readonly account: string }[] = []
    await store.commit(newOperation(), () => {
      while (taken.length < MOST_SENDING - sending.size && queue.length > 0) {
        const id = queue.shift()!
        const record = store.read(id)
        if (!record || record.trashedAt !== null || record.data['state'] !== 'waiting' || sending.has(id)) continue
        const mail = record.data as EmailMessage
        if (mail.sendAfter && Date.parse(mail.sendAfter.at) > now()) continue
        const account = mail.account !== undefined && on.includes(mail.account) ? mail.account : isGone(mail.account ?? null) ? on[0] : undefined
        const count = account === undefined ? 0 : (allowed.get(account) ?? 0)
        if (account === undefined || count === 0) continue
        allowed.set(account, count - 1)
        taken.push({ record, account })
      }
      return {
        drafts: [],
        alsoWrite: target => {
          const note = target.sql(
            'insert into outbox(id, account, is_sending, first_at) values(?, ?, 1, ?) on conflict(id) do update set account = excluded.account, is_sending = 1, first_at = ifnull(first_at, excluded.first_at), next_at = null',
          )
          for (const { record, account } of taken) note.run(record.id, account, now())
        },
      }
    })
    for (const { record, account } of taken) {
      sending.set(record.id, account)
      left.set(account, [...(left.get(account) ?? []), now()])
      void send(record, account, servers.get(account)!).then(outcome => {
        ended.push({ id: record.id, account, outcome })
        changed()
      })
    }
    return taken.length > 0
  }

  const send = async (record: Stored<RecordEnvelope>, account: string, server: MailServer): Promise<Outcome> => {
    try {
      const outgoing = await outgoingOf(record, store.read(account)!.data, files, now())
      if (!outgoing) return { is: 'refused', failure: { code: 'FILE_MISSING' } }
      if (outgoing.envelope.to.length === 0) return { is: 'refused', failure: { code: 'NO_RECIPIENT' } }
      return await smtpOf(account, server).send(outgoing.envelope, outgoing.bytes)
    } catch (error) {
      // Handing over never throws: what does is what came before it.
      onBug(error, 'outbox')
      return { is: 'refused', failure: { code: 'REJECTED', answer: (error as Error).message } }
    }
  }

  /** Writes what became of mails, all that is known by now in one transaction. */
  const note = async (job: Pick<RunningJob, 'commit'>, operation: Operation): Promise<void> => {
    const batch = ended.splice(0)
    if (batch.length === 0) return
    const at = now()
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    noting = new Set(batch.map(({ id }) => id))
    const build = (): Batch => ({
      drafts: batch.flatMap(each => {
        const record = store.read(each.id)
        const data = record && settled(record, each, store.read(each.account)?.data ?? {}, at, zone)
        return data ? [{ ...store.change(operation, record, { data }), isOwn: true }] : []
      }),
      alsoWrite: target => {
        for (const each of batch) noteOne(target, each, at)
      },
    })
    const counts: Record<string, number> = {}
    for (const { outcome } of batch) counts[outcome.is] = (counts[outcome.is] ?? 0) + 1
    try {
      // Also what is known after somebody has stopped the job.
      if (!(await job.commit(operation, () => ({ batch: build(), progress: { done: batch.length, counts } })))) await store.commit(operation, build)
    } catch (error) {
      ended.unshift(...batch)
      throw error
    }
    for (const { id, account, outcome } of batch) {
      sending.delete(id)
      if (outcome.is === 'held') hold(account, outcome.failure, HELD_MS)
      else if (outcome.is === 'unreached') hold(account, outcome.failure)
      else release(account)
    }
  }

  /** A mail's record once its outcome is known; undefined where it waits on. */
  const settled = ({ id, data }: Stored<RecordEnvelope>, { account, outcome }: Ended, { address }: MailAccount, at: number, zone: string): Record<string, unknown> | undefined => {
    const { attempts, firstAt } = triesOf(id)
    const state = stateAfter(outcome, (firstAt ?? at) + GIVE_UP_MS <= at)
    if (data['state'] !== 'waiting' || !state) return undefined
    const { failure: _, ...rest } = data
    const hasLeft = state !== 'failed' && address !== undefined
    return {
      ...rest,
      direction: 'out',
      ...(hasLeft && { account, from: data['from'] ?? address, messageId: messageIdOf({ id, data }, address) }),
      ...(state === 'sent' && { sentOn: { at: new Date(at).toISOString(), zone } }),
      state,
      attempts: attempts + 1,
      ...(outcome.failure && { failure: outcome.failure }),
    }
  }

  const triesOf = (id: string): { attempts: number; firstAt: number | undefined } => {
    const row = db.sql('select attempts, first_at from outbox where id = ?').get(id)
    return { attempts: row?.attempts ?? 0, firstAt: row?.first_at ?? undefined }
  }

  const noteOne = (target: Db, { id, account, outcome }: Ended, at: number): void => {
    const { attempts, firstAt } = triesOf(id)
    if (outcome.is === 'sent') target.sql('insert into outbox_day(account, day, count) values(?, ?, 1) on conflict(account, day) do update set count = count + 1').run(account, dayOf(at))
    if (stateAfter(outcome, (firstAt ?? at) + GIVE_UP_MS <= at)) target.sql('delete from outbox where id = ?').run(id)
    else if (outcome.is === 'later') {
      const nextAt = new Date(at + RETRY_MS[Math.min(attempts, RETRY_MS.length - 1)]!).toISOString()
      target.sql('update outbox set is_sending = 0, attempts = ?, next_at = ?, failure = ? where id = ?').run(attempts + 1, nextAt, JSON.stringify(outcome.failure), id)
    }
    // It was not the mail's turn yet: no attempt, and no time runs out.
    else target.sql('update outbox set is_sending = 0, first_at = case when attempts = 0 then null else first_at end, failure = ? where id = ?').run(JSON.stringify(outcome.failure), id)
  }

  const run: Outbox['run'] = async job => {
    const operation = newOperation()
    const closing = new Promise<void>(resolve => job.signal.addEventListener('abort', () => resolve(), { once: true })).then(() => pause(CLOSING_MS, 'late', { ref: false }))
    isStale = true
    for (;;) {
      const arrival = new Promise<void>(resolve => (changed = resolve))
      await note(job, operation)
      if (!job.signal.aborted && sending.size < MOST_SENDING && (await begin())) continue
      if (ended.length > 0) continue
      if (sending.size === 0) {
        if (isStale && !job.signal.aborted) continue
        return
      }
      if ((await Promise.race([arrival, closing])) === 'late') return
      await gather()
    }
  }

  /** Waits a moment for answers that are about to come. */
  const gather = async (): Promise<void> => {
    const over = pause(GATHER_MS, 'over' as const)
    while (ended.length > 0 && ended.length < Math.min(NOTED_AT_ONCE, sending.size)) {
      const arrival = new Promise<void>(resolve => (changed = resolve))
      if ((await Promise.race([arrival, over])) === 'over') return
    }
  }

  const stopWatching = store.onCommit(written => {
    const isNews = written.some(({ type, ids }) => type === 'mailAccount' || (type === 'emailMessage' && ids.some(id => !noting.has(id))))
    if (!isNews) return
    if (written.some(({ type }) => type === 'mailAccount')) {
      retrying = true
      resting.clear()
    }
    isStale = true
    changed()
  })

  return {
    due,
    run,
    release: account => {
      for (const each of account === undefined ? [...held.keys()] : [account]) release(each)
    },
    close: () => {
      stopWatching()
      for (const { smtp } of links.values()) smtp.close()
    },
  }
}

/** The server from which an account sends, or what it lacks for that. */
const serverOf = ({ smtpHost, smtpPort, smtpSecurity, user, authKind }: MailAccount, secret: string | undefined): MailServer | MailFailure => {
  if (!smtpHost) return { code: 'NO_SERVER' }
  if (user && secret === undefined) return { code: 'NO_SECRET' }
  const security = (smtpSecurity ?? 'tls') as MailServer['security']
  return { host: smtpHost, port: smtpPort ?? (security === 'tls' ? 465 : 587), security, user, secret, authKind: authKind as MailServer['authKind'] }
}

/** What a record's state becomes; undefined where it waits on. */
const stateAfter = ({ is }: Outcome, isTooLate: boolean): 'sent' | 'failed' | 'unsure' | undefined => {
  switch (is) {
    case 'sent':
    case 'unsure':
      return is
    case 'refused':
      return 'failed'
    case 'later':
      return isTooLate ? 'failed' : undefined
    default:
      return undefined
  }
}

/** The day of this machine. */
const dayOf = (ms: number): string => {
  const at = new Date(ms)
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
}
