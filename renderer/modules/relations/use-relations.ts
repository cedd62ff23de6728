import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { RelationKind, Side } from '../../../shared/modules/relations/relation-kinds.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { type Api, unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { useKinds } from './kinds.ts'

export type Group = Extract<Awaited<ReturnType<Api['relations']['of']>>, { ok: true }>['value']['groups'][number]
export type Linked = Group['items'][number]

export interface KnownGroup extends Omit<Group, 'kind'> {
  readonly kind: RelationKind
  readonly side: Side
}

/** The relations of a record, in the order of the kinds. */
export const useRelations = (id: string): { groups: readonly KnownGroup[] | undefined; error: Error | null; retry: () => void } => {
  const api = useApi()
  const kinds = useKinds()
  const { data, error, refetch } = useQuery({
    queryKey: keys.rows('relation', { of: id }),
    queryFn: async ({ signal }) => (await unwrap(api.relations.of({ id }, { signal }))).groups,
  })
  const groups = data && kinds.flatMap(kind => data.filter(group => group.kind === kind.key).map(group => ({ ...group, kind })))
  return { groups, error, retry: () => void refetch() }
}

/** Takes a relation away; it comes back with undo. */
export const useUnlink = (): ((linked: Linked) => Promise<void>) => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  return async ({ id, record }) => {
    try {
      const { op } = await unwrap(api.entities.remove({ type: 'relation', id }))
      operations.report(op, t('relations.removed', { title: record.title }))
    } catch (error) {
      operations.failed(error)
    }
  }
}
