import { useQuery } from '@tanstack/react-query'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import type { Grouping, GroupValue } from '../../../shared/kernel/view/grouping.ts'
import type { Selection } from '../list/selection.ts'
import type { Total } from '../list/totals.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'

/** Records of a list that have the same value somewhere. */
export interface ListGroup {
  readonly value: GroupValue
  readonly title?: string | undefined
  readonly count: number
  readonly totals: Readonly<Record<string, readonly Total[]>>
  readonly filter: Filter
}

export interface ListGroups {
  /** Undefined until known. */
  readonly groups: readonly ListGroup[] | undefined
  readonly isCut: boolean
  readonly isStale: boolean
  readonly error: unknown
}

/** Names a group among those of its list. */
export const groupKey = (value: GroupValue): string => JSON.stringify(value)

const groupsKey = (type: string, which: object, by: Grouping, fields: readonly string[]) => [...keys.count(type, which), 'groups', by, fields] as const

/** How a selection falls into groups, with the totals of fields in each; follows what is written. */
export const useGroups = (type: string, { sort: _sort, view: _view, ...which }: Selection, by: Grouping, fields: readonly string[]): ListGroups => {
  const api = useApi()
  const { data, isPlaceholderData, error } = useQuery({
    queryKey: groupsKey(type, which, by, fields),
    queryFn: ({ signal }) => unwrap(api.entities.groups({ type, ...which, by, fields: [...fields] }, { signal })),
    placeholderData: (old, query) => (query?.queryKey[1] === type && JSON.stringify(query.queryKey.at(-2)) === JSON.stringify(by) ? old : undefined),
  })
  return { groups: data?.groups, isCut: data?.isCut ?? false, isStale: isPlaceholderData, error }
}
