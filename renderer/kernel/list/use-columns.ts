import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'
import { type Column, columnsOf, type Layout } from './columns.ts'

/** The columns of a layout; those of relations go by what users call their kind. */
export const useColumns = (entity: AnyEntity, layout: Layout): Column[] => {
  const api = useApi()
  const columns = useMemo(() => columnsOf(entity, layout), [entity, layout])
  const hasRelations = columns.some(({ relation }) => relation)
  const { data } = useQuery({ queryKey: keys.filters('kinds'), queryFn: async ({ signal }) => (await unwrap(api.filters.kinds({}, { signal }))).kinds, gcTime: Infinity, enabled: hasRelations })
  return useMemo(() => {
    if (!hasRelations || !data) return columns
    return columns.map(column => {
      const { relation } = column
      const word = relation && data.find(({ key }) => key === relation.kind)?.[relation.side === 'either' ? 'subject' : relation.side].predicate
      return word ? { ...column, word } : column
    })
  }, [columns, data, hasRelations])
}
