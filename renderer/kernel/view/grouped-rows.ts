import { useQueries, useQueryClient } from '@tanstack/react-query'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { type Page, PAGE_SIZE, readPage, type Rows } from '../list/pages.ts'
import { type Selection, within } from '../list/selection.ts'
import { useApi } from '../rpc/api-context.tsx'
import { keys } from '../state/queries.ts'
import type { ListGroup } from './use-groups.ts'

/** What stands at a place of a grouped list: the head of a group, or one of its records. */
export interface GroupPlace {
  readonly group: number
  /** Undefined for the head. */
  readonly record: number | undefined
}

/** The places of a list whose heads stand above the records of the groups that are open. */
export interface GroupPlan {
  readonly count: number
  at(index: number): GroupPlace | undefined
  /** Where the head of a group stands. */
  headOf(group: number): number
}

export const planOf = (groups: readonly { readonly count: number; readonly isOpen: boolean }[]): GroupPlan => {
  const heads: number[] = []
  let count = 0
  for (const group of groups) {
    heads.push(count)
    count += 1 + (group.isOpen ? group.count : 0)
  }
  return {
    count,
    headOf: group => heads[group]!,
    at: index => {
      if (index < 0 || index >= count) return undefined
      let [low, high] = [0, heads.length - 1]
      while (low < high) {
        const middle = Math.ceil((low + high) / 2)
        if (heads[middle]! <= index) low = middle
        else high = middle - 1
      }
      const record = index - heads[low]! - 1
      return { group: low, record: record < 0 ? undefined : record }
    },
  }
}

interface Wanted {
  readonly group: number
  readonly page: number
}

/** The pages of groups in which the places from one to another lie, in order. */
const pagesBetween = (plan: GroupPlan, first: number, last: number): Wanted[] => {
  const wanted: Wanted[] = []
  for (let index = Math.max(0, first); index <= Math.min(last, plan.count - 1); index++) {
    const { group, record } = plan.at(index)!
    if (record === undefined) continue
    const page = Math.floor(record / PAGE_SIZE)
    const before = wanted.at(-1)
    if (before?.group !== group || before.page !== page) wanted.push({ group, page })
  }
  return wanted
}

/** The rows of a grouped list from `first` to `last`: of heads there are none. Pages follow each other within a group. */
export const useGroupedRows = (type: string, selection: Selection, groups: readonly ListGroup[], plan: GroupPlan, first: number, last: number): Pick<Rows, 'at' | 'ids'> => {
  const api = useApi()
  const queries = useQueryClient()
  const wanted = pagesBetween(plan, first, last)
  const selections = groups.map(({ filter }) => within(selection, filter))
  const queryOf = ({ group, page }: Wanted) => ({
    queryKey: keys.page(type, selections[group]!, page),
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<Page> => readPage(api, queries, type, selections[group]!, page, signal),
  })
  const pages = useQueries({ queries: wanted.map(queryOf) })
  const known = new Map(wanted.map(({ group, page }, i) => [`${group} ${page}`, pages[i]!.data]))
  const at = (index: number): Row | undefined => {
    const { group, record } = plan.at(index) ?? {}
    return record === undefined ? undefined : known.get(`${group} ${Math.floor(record / PAGE_SIZE)}`)?.rows[record % PAGE_SIZE]
  }
  return {
    at,
    ids: async (from, to) => {
      const read = await Promise.all(pagesBetween(plan, from, to).map(async one => [`${one.group} ${one.page}`, (await queries.ensureQueryData(queryOf(one))).rows] as const))
      const rows = new Map(read)
      return Array.from({ length: to - from + 1 }, (_, i) => plan.at(from + i)).flatMap(place =>
        place?.record === undefined ? [] : (rows.get(`${place.group} ${Math.floor(place.record / PAGE_SIZE)}`)?.[place.record % PAGE_SIZE]?.id ?? []),
      )
    },
  }
}
