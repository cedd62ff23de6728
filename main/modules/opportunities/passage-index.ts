import { setImmediate as breathe } from 'node:timers/promises'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { Passage } from '../../../shared/modules/opportunities/opportunity.rules.ts'
import type { Db } from '../../kernel/store/driver.ts'
import { entriesOf, type Entry, type Operation } from '../../kernel/store/journal.ts'
import type { Store } from '../../kernel/store/store.ts'
import { OPPORTUNITY, passagesIn } from './phase-changes.ts'

/** Where the stays of deals in their phases stand, to be added up: a reading of the history, which can be dropped. */
const createPassageTables = (db: Db): void =>
  db.exec(`create table if not exists phase_passage(id text not null, k integer not null, phase text, since text not null, until text, next text, primary key(id, k)) without rowid;
    create index if not exists phase_passage_until on phase_passage(until);
    create table if not exists phase_reading(one integer primary key check(one = 1), at integer not null, read integer not null)`)

/** Of the store thread at a time. */
const BUDGET_MS = 25
/** Deals between two looks at the clock. */
const SOME = 10
const AFTER_START_MS = 1_000
const AFTER_COMMIT_MS = 100

const OPERATION: Operation = { id: 'passages', name: 'passages', params: {}, actor: 'system' }

interface Step {
  readonly stays: ReadonlyMap<string, readonly Passage[]>
  /** The part of the history that was read last, and how many of its deals are. */
  readonly at: number
  readonly read: number
}

/** A part of the history that tells of deals: which were made, removed or moved. */
interface Unit {
  readonly n: number
  readonly touched: readonly Entry[]
}

const isTelling = ({ type, kind, changes }: Entry): boolean => type === OPPORTUNITY && (kind === 'create' || kind === 'delete' || changes?.['phase'] !== undefined)

/** Reads on in the history for a while at each call; undefined at its end. */
const createReading = (db: Db): (() => Step | undefined) => {
  // That of an import tells of hundreds of deals, and would be parsed anew for every few of them.
  let open: Unit | undefined
  const unitFrom = (n: number): Unit | undefined => {
    if (open?.n === n) return open
    const found = db.rows('select n, json from doc_history where n >= ? order by n limit 1').get(n) as [number, string] | undefined
    open = found && { n: found[0], touched: entriesOf(JSON.parse(found[1])).filter(isTelling) }
    return open
  }
  return () => {
    const until = performance.now() + BUDGET_MS
    const from = (db.sql('select at, read from phase_reading').get() as Pick<Step, 'at' | 'read'> | undefined) ?? { at: 0, read: 0 }
    const stays = new Map<string, readonly Passage[]>()
    let { at, read } = from
    for (let unit = unitFrom(read > 0 ? at : at + 1); unit; unit = unitFrom(at + 1)) {
      const { n, touched } = unit
      for (let i = n === at ? read : 0; i < touched.length; i++) {
        if (i > 0 && i % SOME === 0 && performance.now() >= until) return { stays, at: n, read: i }
        const { id } = touched[i]!
        if (!stays.has(id)) stays.set(id, passagesIn(db, id))
      }
      at = n
      read = 0
      if (performance.now() >= until) break
    }
    return at === from.at && read === from.read ? undefined : { stays, at, read }
  }
}

const write = (db: Db, { stays, at, read }: Step): void => {
  const forget = db.sql('delete from phase_passage where id = ?')
  const note = db.sql('insert into phase_passage(id, k, phase, since, until, next) values(?, ?, ?, ?, ?, ?)')
  for (const [id, passages] of stays) {
    forget.run(id)
    passages.forEach(({ phase, from, to }, k) => note.run(id, k, phase, from, to ?? null, passages[k + 1]?.phase ?? null))
  }
  db.sql('insert into phase_reading(one, at, read) values(1, ?, ?) on conflict(one) do update set at = excluded.at, read = excluded.read').run(at, read)
}

/** Keeps the stays in step with what is written, a little after each commit. */
export const followPassages = (store: Store, onBug: (error: unknown, where: string) => unknown): { close(): Promise<void> } => {
  const { db } = store
  createPassageTables(db)
  const read = createReading(db)
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> | undefined
  let isClosed = false
  const work = async (): Promise<void> => {
    for (let step: Step | undefined, isFirst = true; isFirst || step; isFirst = false) {
      await store.commit(
        OPERATION,
        () => {
          step = isClosed ? undefined : read()
          const found = step
          return found ? { drafts: [], alsoWrite: target => write(target, found) } : { drafts: [] }
        },
        { resumable: true },
      )
      await breathe()
    }
  }
  const wake = (afterMs: number): void => {
    if (isClosed) return
    timer ??= setTimeout(() => {
      timer = undefined
      if (working) return wake(AFTER_COMMIT_MS)
      working = work()
        .catch(error => {
          // A disk without room: the next commit that succeeds wakes it again.
          if (!(error instanceof ExpectedError)) onBug(error, 'passages')
        })
        .finally(() => (working = undefined))
    }, afterMs).unref()
  }
  const stop = store.onCommit(written => {
    if (written.some(({ type }) => type === OPPORTUNITY)) wake(AFTER_COMMIT_MS)
  })
  wake(AFTER_START_MS)
  return {
    close: async () => {
      isClosed = true
      stop()
      clearTimeout(timer)
      await working
    },
  }
}
