import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { type KindRecord, mergeKinds, type RelationKind, type Side } from '../../../shared/modules/relations/relation-kinds.ts'
import type { Refusal } from '../../../shared/modules/relations/relations.rules.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import type { OfferedTag } from '../../kernel/state/value-lists.ts'

const SELECTION = { limit: 1_000 }
const SHIPPED = mergeKinds([])

/** Every kind of relation; the shipped ones at once, with what users changed as soon as it is read. */
export const useKinds = (): readonly RelationKind[] => {
  const api = useApi()
  const { data = SHIPPED } = useQuery({
    queryKey: keys.rows('relationKind', SELECTION),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'relationKind', ...SELECTION }, { signal }))).rows as readonly KindRecord[],
    select: mergeKinds,
    gcTime: Infinity,
  })
  return data
}

/** What the record on a side says of the other: `emploie`. */
export const predicateOf = (t: TFunction, kind: RelationKind, side: Side): string => kind[side].predicate ?? t(`relations.shipped.${kind.key}.${side}`)

/** Why a record cannot have a relation, in words. */
export const refusalText = (t: TFunction, refused: Refusal | { readonly reason: string; readonly tagNames?: string | undefined }, tags: readonly OfferedTag[]): string => {
  const tagNames = 'tags' in refused ? refused.tags.map(id => tags.find(({ key }) => key === id)?.label ?? '?').join(', ') : 'tagNames' in refused ? refused.tagNames : ''
  return t(`relations.refused.${refused.reason}`, { tagNames, defaultValue: t('errors.INVALID_RECORD') })
}
