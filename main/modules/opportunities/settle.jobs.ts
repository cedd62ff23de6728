import { mergeValues } from '../../../shared/kernel/entity/merge-values.ts'
import { dayIn } from '../../../shared/kernel/text/parse-date.ts'
import { phase as phases } from '../../../shared/modules/opportunities/opportunity.lists.ts'
import { outcomeOf } from '../../../shared/modules/opportunities/opportunity.rules.ts'
import type { JobEngine, JobKind } from '../../kernel/jobs/engine.ts'
import { readUnended } from '../../kernel/jobs/job-table.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Store } from '../../kernel/store/store.ts'
import { OPPORTUNITY, passagesIn } from './phase-changes.ts'

const SETTLE = 'settleDeals'
const BATCH = 100
const AFTER_START_MS = 2_000

/** The deals that say another outcome than their phase, in the order of their numbers after one. */
const unsettled = (store: Store, after: number, limit: number): { n: number; id: string }[] => {
  const records = store.db.sql('select f_list list, f_key key, f_isWon isWon, f_isLost isLost from listValue where st = 0 and f_list = ? order by n').all(phases.name) as Record<string, unknown>[]
  const values = mergeValues(phases, records.map(({ isWon, isLost, ...rest }) => ({ ...rest, ...(isWon === null ? {} : { isWon: isWon === 1 }), ...(isLost === null ? {} : { isLost: isLost === 1 }) })))
  const keys = (outcome: 'won' | 'lost'): string => JSON.stringify(values.filter(value => outcomeOf(value) === outcome).map(({ key }) => key))
  return store.db
    .sql(
      `select n, id from ${OPPORTUNITY} where n > ? and ifnull(f_outcome, '') <> case when f_phase in (select value from json_each(?)) then 'won' when f_phase in (select value from json_each(?)) then 'lost' else 'open' end
       order by n limit ${limit}`,
    )
    .all(after, keys('won'), keys('lost')) as { n: number; id: string }[]
}

/** Lets deals follow what users made of their phases, and tells of deals of an earlier version how they stand. */
export const settleJob = (store: Store): JobKind<null, number> => ({
  kind: SETTLE,
  run: async job => {
    const operation: Operation = { id: job.op, name: SETTLE, params: {}, actor: 'system' }
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    let after = job.checkpoint ?? 0
    for (let isLast = false; !isLast && !job.signal.aborted; ) {
      await job.commit(operation, () => {
        const found = unsettled(store, after, BATCH)
        const drafts = found.flatMap(({ id }) => {
          const record = store.read(id)!
          const since = passagesIn(store.db, id).at(-1)?.from
          const known = record.data['phase'] !== undefined && record.data['phaseSince'] === undefined && since ? { phaseSince: dayIn(zone, Date.parse(since)) } : {}
          const data = { ...record.data, ...known }
          return store.validate(OPPORTUNITY, data).length > 0 ? [] : [store.change(operation, record, { data })]
        })
        after = found.at(-1)?.n ?? after
        isLast = found.length < BATCH
        return { batch: { drafts }, progress: { checkpoint: after, done: found.length, counts: { changed: drafts.length } } }
      })
      await new Promise(resolve => setImmediate(resolve))
    }
  },
})

/** Starts the job where deals are not as their phases say: at the opening, and when phases are changed. */
export const followPhases = (store: Store, jobs: JobEngine): { close(): void } => {
  let isClosed = false
  const check = (): void => {
    const isUnderWay = readUnended(store.db).some(({ kind }) => kind === SETTLE)
    if (!isUnderWay && unsettled(store, 0, 1).length > 0) jobs.start({ kind: SETTLE, title: SETTLE, input: null })
  }
  const stop = store.onCommit(written => {
    // What a commit tells is heard within it: the job begins after.
    if (written.some(({ type }) => type === 'listValue')) setImmediate(() => isClosed || check())
  })
  const first = setTimeout(check, AFTER_START_MS).unref()
  return {
    close: () => {
      isClosed = true
      clearTimeout(first)
      stop()
    },
  }
}
