import { useQuery } from '@tanstack/react-query'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from './queries.ts'

/** What belongs to a record: rows with when and by whom they were made. */
export type AttachedRow = Row & { readonly createdAt: string; readonly updatedAt: string; readonly createdBy: string }

interface Wanted {
  readonly type: string
  readonly subject: string
  /** Fields of the rows, beside what the envelope says. */
  readonly fields: readonly string[]
  readonly filter?: Filter
  readonly limit: number
}

/** The newest records of an attached type that belong to a record. */
export const useAttached = ({ type, subject, fields, filter, limit }: Wanted) => {
  const api = useApi()
  const own: Filter = { field: 'subject', op: 'eq', value: subject }
  const asked = {
    filter: filter ? { all: [own, filter] } : own,
    sort: [{ field: 'createdAt', dir: 'desc' as const }],
    view: [...fields, 'createdAt', 'updatedAt', 'createdBy'],
    limit,
  }
  return useQuery({
    queryKey: keys.rows(type, asked),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type, ...asked }, { signal }))).rows as AttachedRow[],
    placeholderData: old => old,
  })
}

/** How many records of an attached type belong to a record. */
export const useAttachedCount = (type: string, subject: string): number | undefined => {
  const api = useApi()
  const filter: Filter = { field: 'subject', op: 'eq', value: subject }
  const { data } = useQuery({
    queryKey: keys.count(type, { filter }),
    queryFn: async ({ signal }) => (await unwrap(api.entities.count({ type, filter }, { signal }))).count,
  })
  return data
}
