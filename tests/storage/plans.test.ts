import { describe, expect, it } from 'vitest'
import { WHOLLY } from '../../main/kernel/store/typed-table.ts'
import { type PageRequest, openReader } from '../../main/kernel/store/reader.ts'
import type { Db } from '../../main/kernel/store/driver.ts'
import { visiblePaths } from '../../shared/kernel/entity/paths.ts'
import { ARCHIVED } from '../../shared/kernel/rpc/schemas.ts'
import { registry } from '../../shared/registry.ts'
import { openTestStore, type TestStore } from '../fixtures/store.ts'

/** How SQLite goes about each of the queries that the reader makes for a page. */
const plansOf = ({ store: { db } }: TestStore, request: PageRequest): string[] => {
  const plans: string[] = []
  const explaining: Db = {
    ...db,
    rows: text => {
      if (text.includes(' order by ')) plans.push(...(db.sql(`explain query plan ${text}`).all(...Array(text.split('?').length - 1).fill(0)) as { detail: string }[]).map(({ detail }) => detail))
      return db.rows(text)
    },
  }
  openReader(explaining, registry).list(request)
  return plans
}

const PEOPLE = 30

/** Lists of values, and what leads elsewhere or is of any length: an index would be a copy of other records or of documents. */
const UNSORTED = ['address', 'relation', 'longText', 'multiChoice', 'tags', 'file', 'image', 'json']

const shipped = registry.filter(entity => !entity.internal)
const sortable = shipped.flatMap(({ type, sort, archive }) =>
  visiblePaths(registry.find(entity => entity.type === type)!)
    .filter(({ path, many, leaf }) => path === sort[0] || (!many && !UNSORTED.includes(leaf.kind)))
    .flatMap(({ path }) => [undefined, ...(archive ? ARCHIVED : [])].map(archived => ({ type, field: path, archived }))))

describe('the plan of a page', () => {
  it.each(sortable)('goes through an index and sorts nothing, of $type by $field ($archived), from the start and from a cursor', async ({ type, field, archived }) => {
    const test = await openTestStore()
    const op = test.operation()
    const value = (i: number): Record<string, unknown> =>
      ({ contact: { lastName: `N${i}` }, organisation: { name: `N${i}` }, opportunity: { name: `N${i}` }, lead: { lastName: `N${i}` } })[type] ?? {}
    if (Object.keys(value(0)).length > 0) await test.store.commit(op, () => ({ drafts: Array.from({ length: PEOPLE }, (_, i) => test.store.draft(op, type, value(i))) }))
    expect(await test.store.indexSort(type, archived === 'with' ? WHOLLY + field : field)).toBe(true)
    test.store.db.exec('analyze')
    for (const dir of ['asc', 'desc'] as const) {
      const request: PageRequest = { type, sort: [{ field, dir }], limit: 10, archived }
      const equal = test.store.entity(type)!.archive && archived !== 'with' ? 'st=? AND <expr>=?' : 'st=?'
      const { next } = test.reader.list(request)
      for (const after of next === undefined ? [undefined] : [undefined, next]) {
        const plans = plansOf(test, { ...request, ...(after === undefined ? {} : { after }) })
        expect(plans.filter(plan => plan.includes('TEMP B-TREE'))).toEqual([])
        const own = plans.filter(plan => plan.includes(' c ')).map(plan => plan.replace(/^SEARCH c USING INDEX \w+ /, ''))
        const from = dir === 'asc' ? '>' : '<'
        expect(own.every(plan => (after === undefined ? plan === `(${equal})` : plan.startsWith(`(${equal} AND `) && (plan.includes(`${from}?`) || plan.includes(`${from}(?`)))), own.join()).toBe(true)
        expect(own.length).toBeGreaterThan(0)
      }
    }
    await test.close()
  })
})
