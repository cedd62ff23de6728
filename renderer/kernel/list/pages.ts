import { type QueryClient, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { useApi } from '../rpc/api-context.tsx'
import { type Api, unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'
import type { Selection } from './selection.ts'

export const PAGE_SIZE = 200
/** Of one answer. */
const MOST_ROWS = 1_000

export interface Page {
  readonly rows: readonly Row[]
  readonly next?: string | undefined
}

/** A page continues after the one before it when that one is known and fresh; else it is found by its position. */
export const readPage = async (api: Api, queries: QueryClient, type: string, selection: Selection, page: number, signal: AbortSignal): Promise<Page> => {
  const input = { type, ...selection, sort: selection.sort && [...selection.sort], view: [...selection.view], limit: PAGE_SIZE }
  if (page === 0) return unwrap(api.entities.list(input, { signal }))
  const before = keys.page(type, selection, page - 1)
  let state = queries.getQueryState<Page>(before)
  if (state?.fetchStatus === 'fetching') {
    await queries.fetchQuery<Page>({ queryKey: before }).catch(() => {})
    state = queries.getQueryState<Page>(before)
  }
  const isFresh = state?.data && !state.isInvalidated && state.fetchStatus === 'idle'
  if (isFresh && state!.data!.next === undefined) return { rows: [] }
  return unwrap(api.entities.list({ ...input, ...(isFresh ? { after: state!.data!.next } : { offset: page * PAGE_SIZE }) }, { signal }))
}

export interface Rows {
  /** How many rows there are in all; undefined until known. */
  readonly count: number | undefined
  /** The row at a position, undefined while it is not read. */
  readonly at: (index: number) => Row | undefined
  /** The ids of the rows from one position to another, read when they are not at hand. */
  readonly ids: (from: number, to: number) => Promise<string[]>
  /** Whether what is shown is that of the selection before, until this one's comes. */
  readonly isStale: boolean
  readonly error: unknown
  readonly retry: () => void
}

/** The rows from `first` to `last` of a selection, and how many there are in all; both follow what is written. */
export const useRows = (type: string, selection: Selection, first: number, last: number): Rows => {
  const api = useApi()
  const queries = useQueryClient()
  const { sort: _sort, view: _view, ...which } = selection
  const count = useQuery({
    queryKey: keys.count(type, which),
    queryFn: async ({ signal }) => (await unwrap(api.entities.count({ type, ...which }, { signal }))).count,
  })
  const from = Math.floor(first / PAGE_SIZE)
  const to = Math.max(from, Math.floor(last / PAGE_SIZE))
  const wanted = Array.from({ length: to - from + 1 }, (_, i) => from + i)
  const pages = useQueries({
    queries: wanted.map(page => ({
      queryKey: keys.page(type, selection, page),
      queryFn: ({ signal }: { signal: AbortSignal }) => readPage(api, queries, type, selection, page, signal),
    })),
  })
  const byPage = new Map(wanted.map((page, i) => [page, pages[i]!.data]))
  const mine = { count: count.data, at: (index: number) => byPage.get(Math.floor(index / PAGE_SIZE))?.rows[index % PAGE_SIZE] }
  const ids = async (start: number, end: number): Promise<string[]> => {
    const known = Array.from({ length: end - start + 1 }, (_, i) => mine.at(start + i)?.id)
    if (known.every(id => id !== undefined)) return known
    const found: string[] = []
    for (let offset = start; offset <= end; offset += MOST_ROWS) {
      const { rows } = await unwrap(api.entities.list({ type, ...selection, sort: selection.sort && [...selection.sort], view: [], offset, limit: Math.min(MOST_ROWS, end - offset + 1) }))
      found.push(...rows.map(row => row.id))
    }
    return found
  }
  const isReady = count.data !== undefined && pages.some(page => page.data)
  const shown = useRef<{ type: string; rows: typeof mine }>(undefined)
  useEffect(() => {
    if (isReady) shown.current = { type, rows: mine }
  })
  const old = !isReady && shown.current?.type === type ? shown.current.rows : undefined
  const failed = [count, ...pages].find(query => query.isError)
  return {
    ...(old ?? mine),
    ids,
    isStale: old !== undefined,
    error: failed && !isReady ? failed.error : undefined,
    retry: () => void queries.invalidateQueries({ queryKey: keys.type(type) }),
  }
}
