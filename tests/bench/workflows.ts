import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createIds } from '../../main/host/threads.ts'
import { openDb } from '../../main/kernel/store/driver.ts'
import { openReader } from '../../main/kernel/store/reader.ts'
import { openStore } from '../../main/kernel/store/store.ts'
import { createActTables, writeAct } from '../../main/modules/workflows/act-table.ts'
import { type DatedWorkflow, dueRecords } from '../../main/modules/workflows/due-records.ts'
import { zoneHere } from '../../main/modules/workflows/engine.ts'
import { registry } from '../../shared/registry.ts'
import { dueBefore } from '../../shared/modules/workflows/due.ts'
import { REMINDERS, SHIPPED } from '../../shared/modules/workflows/shipped.ts'
import { median } from './statistics.ts'
import type { Outcome } from './store.ts'

export const WORKFLOW_NAMES = ['workflows.due'] as const

const BATCH = 200
const ROUNDS = 25
const DAY_MS = 86_400_000
/** Deals come in over half a year, the last today; of those whose day has come half were dealt with. */
const DAYS = 180

/** What somebody who knows the tables would write: the deals made on some days for which the second reminder is not due too, that are open, are nobody's choice to leave, and were not dealt with. */
const FLOOR = `select c.n, c.id from opportunity c where c.st = 0 and c.created >= ? and c.created < ? and not (c.created >= ? and c.created < ?) and (c.f_outcome is null or c.f_outcome not in ('won', 'lost')) and c.f_noReminders is not true
  and not exists (select 1 from act a where a.workflow = ? and a.record = c.id and a.occasion = cast(c.created as text)) order by c.n`

/** Which of many deals the seventh day's reminder has come due for, with the later steps and the reasons to leave it, against the bare SQL that finds them. */
export const compareWorkflows = async (folder: string, opportunities: number, report: (outcome: Outcome) => void): Promise<void> => {
  const newId = createIds()
  const end = Date.now()
  let at = end
  const db = openDb(join(folder, 'workflows.db'), { key: randomBytes(32) })
  const store = await openStore({ db, registry, newId, now: () => at })
  const reader = openReader(db, registry)
  createActTables(db, end - DAYS * DAY_MS)
  const operation = { id: newId(), name: 'create', params: {}, actor: 'local' }
  const all: { id: string; created: number }[] = []
  for (let from = 0; from < opportunities; from += BATCH) {
    at = end - Math.round(DAYS * DAY_MS * (1 - from / opportunities))
    await store.commit(operation, () => ({
      drafts: Array.from({ length: Math.min(BATCH, opportunities - from) }, (_, i) => {
        const draft = store.draft(operation, 'opportunity', { name: `Affaire ${from + i}`, ...(i % 5 === 0 && { phase: 'won', outcome: 'won' }) })
        all.push({ id: draft.document.id, created: at })
        return draft
      }),
    }))
  }
  const workflow = SHIPPED.find(({ key }) => key === 'reminder7')! as unknown as DatedWorkflow
  const running = SHIPPED.filter(({ series }) => series === REMINDERS).map(each => ({ ...each, isShipped: true, isOn: true }))
  const zone = zoneHere()
  const since = end - 14 * DAY_MS
  const scope = { reader, zone, running, floor: () => since }
  const spanOf = (step: DatedWorkflow): number[] => [since, end].map(instant => Number(dueBefore(step.trigger, instant, zone, 'instant')))
  const [first, last] = spanOf(workflow)
  const later = spanOf(running.find(({ key }) => key === 'reminder15') as DatedWorkflow)
  const due = all.filter(({ created }) => created >= first! && created < last!)
  db.transaction(() => due.forEach(({ id, created }, i) => i % 2 === 0 && writeAct(db, { workflow: workflow.key, record: id, occasion: String(created), state: 'done', at: end, effects: [] })))
  db.exec('analyze')

  const sides = {
    ours: (): string[] => dueRecords(workflow, scope, end, 0, opportunities).filter(({ fits, why }) => fits && why === null).map(({ id }) => id),
    floor: (): string[] => (db.rows(FLOOR).all(first, last, ...later, workflow.key) as [number, string][]).map(([, id]) => id),
  }
  const [mine, theirs] = [sides.ours().join(), sides.floor().join()]
  if (mine !== theirs || mine === '') throw new Error(`we find ${mine.length / 37} due, the SQL ${theirs.length / 37}`)
  const times = { ours: [] as number[], floor: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of ['floor', 'ours'] as const) {
      const start = performance.now()
      sides[side]()
      times[side].push(performance.now() - start)
    }
  }
  await store.close()
  db.close()
  report({ name: WORKFLOW_NAMES[0], ours: median(times.ours), floor: median(times.floor), n: ROUNDS, unit: 'ms' })
}
