import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createIds } from '../../main/host/threads.ts'
import { openDb } from '../../main/kernel/store/driver.ts'
import { openReader } from '../../main/kernel/store/reader.ts'
import { openStore } from '../../main/kernel/store/store.ts'
import type { Filter } from '../../shared/kernel/filter/filter.ts'
import { registry } from '../../shared/registry.ts'
import { median } from './statistics.ts'
import type { Outcome } from './store.ts'

export const FILTER_NAMES = ['filter.linkTagRelation'] as const

const BATCH = 2_000
const ROUNDS = 15
const PAGE = 50
const SECTORS = ['agriculture', 'food', 'crafts', 'construction', 'wood', 'retail', 'consulting', 'culture', 'it', 'services']

/** By hand: what somebody who knows the tables would write, the first page and the count. */
const CONDITION = `
  c.st = 0
  and c.f_organisation in (select id from organisation where f_sector in ('wood', 'construction'))
  and c.n in (select n from contact_tags where k = ?)
  and c.id in (select r.f_subject from relation r join organisation o on o.id = r.f_object where r.st = 0 and r.k_kind = 'customer' and o.st = 0)`
const PAGED = `select c.id, c.title, c.f_lastName, c.f_firstName from contact c where ${CONDITION} order by c.k_lastName, c.k_firstName, c.n limit ${PAGE}`
const COUNTED = `select count(*) from contact c where ${CONDITION}`

/** A filter over a link, a tag and a relation, its page and count, against the same in SQL written by hand on the same database. */
export const compareFilters = async (folder: string, contacts: number, report: (outcome: Outcome) => void): Promise<void> => {
  const newId = createIds()
  const db = openDb(join(folder, 'filters.db'), { key: randomBytes(32) })
  const store = await openStore({ db, registry, newId, now: Date.now })
  const reader = openReader(db, registry)
  const operation = { id: newId(), name: 'create', params: {}, actor: 'local' }
  const write = async (type: string, count: number, of: (i: number) => Record<string, unknown>): Promise<string[]> => {
    const ids: string[] = []
    for (let from = 0; from < count; from += BATCH) {
      await store.commit(operation, () => ({
        drafts: Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => {
          const draft = store.draft(operation, type, of(from + i))
          ids.push(draft.document.id)
          return draft
        }),
      }))
    }
    return ids
  }
  const [vip] = await write('tag', 1, () => ({ name: 'VIP' }))
  const organisations = await write('organisation', contacts / 5, i => ({ name: `Atelier ${i}`, sector: SECTORS[i % SECTORS.length] }))
  const people = await write('contact', contacts, i => ({
    lastName: `Nom ${(i * 7_919) % contacts}`,
    firstName: `Prénom ${i % 97}`,
    organisation: organisations[(i * 31) % organisations.length],
    ...(i % 7 === 0 && { tags: [vip] }),
  }))
  await write('relation', contacts / 5, i => ({ kind: 'customer', subject: people[i * 5], object: organisations[(i * 13) % organisations.length] }))
  db.exec('analyze')

  const filter: Filter = {
    all: [
      { field: 'organisation.sector', op: 'in', value: ['wood', 'construction'] },
      { field: 'tags', op: 'hasAny', value: [vip!] },
      { relation: { kind: 'customer', side: 'subject', exists: true, type: 'organisation' } },
    ],
  }
  const sides = {
    ours: (): unknown => [reader.list({ type: 'contact', filter, view: ['lastName', 'firstName'], limit: PAGE }).rows.length, reader.count({ type: 'contact', filter })],
    floor: (): unknown => [db.rows(PAGED).all(vip).length, (db.rows(COUNTED).get(vip) as [number])[0]],
  }
  const [mine, theirs] = [JSON.stringify(sides.ours()), JSON.stringify(sides.floor())]
  if (mine !== theirs) throw new Error(`the filter finds ${mine}, the SQL ${theirs}`)
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
  report({ name: FILTER_NAMES[0], ours: median(times.ours), floor: median(times.floor), n: ROUNDS, unit: 'ms' })
}
