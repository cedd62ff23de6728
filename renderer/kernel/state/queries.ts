import { QueryClient } from '@tanstack/react-query'
import { type AnyEntity, typesReached } from '../../../shared/kernel/entity/define.ts'
import { type Connection, FailureError } from '../rpc/connection.ts'
import { registry } from './registry.ts'

/** Names of what is kept, the general first, so that a prefix makes all below it stale. */
export const keys = {
  type: (type: string) => ['entities', type] as const,
  record: (type: string, id: string) => ['entities', type, 'record', id] as const,
  count: (type: string, selection: object) => ['entities', type, 'count', selection] as const,
  rows: (type: string, selection: object) => ['entities', type, 'rows', selection] as const,
  page: (type: string, selection: object, page: number) => ['entities', type, 'page', selection, page] as const,
  filters: (...what: readonly unknown[]) => ['filters', ...what] as const,
  journal: ['journal'] as const,
  history: (id: string) => ['journal', 'history', id] as const,
  jobs: ['jobs'] as const,
  info: ['info'] as const,
  rescue: ['rescue'] as const,
}

/** A read that a lost connection has cut is asked once more: it then waits for the next one. */
const wasCut = (count: number, error: unknown): boolean => count === 0 && error instanceof FailureError && error.failure.code === 'CANCELLED'

export const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: wasCut, retryDelay: 0, staleTime: Infinity, gcTime: 60_000, refetchOnWindowFocus: false, refetchOnReconnect: false },
      mutations: { networkMode: 'always', retry: false },
    },
  })

const leadsTo = ({ fields }: AnyEntity, type: string): boolean => Object.values(fields).some(field => field.kind === 'relation' && typesReached(field, registry()).includes(type))

/** Types whose rows show titles of records of a type, itself too. */
const shownIn = (type: string): string[] =>
  registry()
    .filter(entity => entity.type === type || leadsTo(entity, type))
    .map(entity => entity.type)

/** Types on which a filter may rest, so that lists of any other may show other rows. */
const ASKED_FOR = ['savedFilter', 'relation', 'relationKind', 'tag']

/** What is read beside the records of a type, and makes them mean something else. */
const RESTS_ON: Readonly<Record<string, readonly string[]>> = { layout: ['role', 'user'], savedView: ['role', 'user'] }

/** Whether rows have a column that counts records of one of these types. */
const counts = (selection: unknown, types: ReadonlySet<string>): boolean =>
  ((selection as { readonly view?: readonly string[] } | undefined)?.view ?? []).some(path => types.has(/^count:([^.]+)/.exec(path)?.[1] ?? ''))

const PAUSE_MS = 150

/** Keeps what was read in step with the core: what it reports as written is read again, and everything after a loss. */
export const followWrites = ({ api, onOpen }: Connection, queries: QueryClient): void => {
  const written = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const refresh = (): void => {
    timer = undefined
    const shown = new Set([...written, ...[...written].flatMap(shownIn)])
    for (const [type, others] of Object.entries(RESTS_ON)) if (others.some(other => written.has(other))) shown.add(type)
    const isAskedFor = ASKED_FOR.some(type => written.has(type))
    if (isAskedFor) void queries.invalidateQueries({ queryKey: keys.filters() })
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'entities' && counts(queryKey[3], written) })
    for (const each of isAskedFor ? registry().map(({ type }) => type) : shown) void queries.invalidateQueries({ queryKey: keys.type(each) })
    void queries.invalidateQueries({ queryKey: keys.journal })
    written.clear()
  }
  let isFirst = true
  onOpen(() => {
    void api.entities.watch({}, ({ type }) => {
      written.add(type)
      timer ??= setTimeout(refresh, PAUSE_MS)
    })
    if (!isFirst) void queries.invalidateQueries()
    isFirst = false
  })
}
