import { useQuery } from '@tanstack/react-query'
import { fold } from '../../shared/kernel/text/fold.ts'
import { askedName } from '../kernel/list/selection.ts'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { unwrap } from '../kernel/rpc/connection.ts'
import { useOff } from '../kernel/state/off.ts'
import { keys } from '../kernel/state/queries.ts'
import { useRegistry } from '../kernel/state/registry.ts'
import { useTags } from '../kernel/state/value-lists.ts'

export interface FoundTag {
  readonly name: string
  /** Those of its holders that are of one type. */
  readonly type: string
  readonly count: number
  readonly to: string
}

const MOST = 5

/** Tags with a word that begins as is typed, each leading to its holders, type by type. */
export const useFoundTags = (text: string): readonly FoundTag[] => {
  const api = useApi()
  const registry = useRegistry()
  const typed = fold(text)
  const off = useOff()
  const named = useTags().filter(({ label }) => typed !== '' && !off.fields.has('tags') && ` ${fold(label)}`.includes(` ${typed}`))
  const { data: uses = {} } = useQuery({
    queryKey: keys.rows('tag', { uses: true }),
    queryFn: async ({ signal }) => (await unwrap(api.tags.uses({}, { signal }))).uses,
    enabled: named.length > 0,
    staleTime: 0,
  })
  const found = named.flatMap(({ key, label }) =>
    registry.flatMap(({ type }) => {
      const count = off.types.has(type) ? 0 : uses[key]?.[type]
      return count ? [{ name: label, type, count, to: `/${type}?${askedName('tags')}=${key}` }] : []
    }),
  )
  return found.slice(0, MOST)
}
