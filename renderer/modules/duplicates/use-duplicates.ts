import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { DuplicateGroup } from '../../../shared/modules/duplicates/duplicates.rpc.ts'
import { MOST_COUNTED } from '../../../shared/modules/duplicates/duplicates.rules.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import type { Language } from '../../kernel/text/i18n.ts'

/** What was found to be two is written under this type, and any record that it can lead to makes it stale. */
const TYPE = 'notDuplicate'
/** While records are still being compared. */
const AGAIN_MS = 700
const PAGE_SIZE = 50

/** How many likely duplicates are to be looked at, and whether all records have been compared. */
export const useDuplicateCount = (): { count: number; isComplete: boolean } | undefined => {
  const api = useApi()
  const { data } = useQuery({
    queryKey: keys.count(TYPE, { open: true }),
    queryFn: ({ signal }) => unwrap(api.duplicates.count({}, { signal })),
    refetchInterval: ({ state }) => (state.data?.isComplete === false ? AGAIN_MS : false),
  })
  return data
}

/** The likely duplicates, the likeliest first, page after page. */
export const useGroups = (known: ReturnType<typeof useDuplicateCount>) => {
  const api = useApi()
  const { data, ...query } = useInfiniteQuery({
    queryKey: keys.rows(TYPE, { groups: true, ...known }),
    queryFn: ({ pageParam, signal }) => unwrap(api.duplicates.list({ limit: PAGE_SIZE, ...(pageParam ? { after: pageParam } : {}) }, { signal })),
    initialPageParam: '',
    getNextPageParam: page => page.next,
    placeholderData: keepPreviousData,
    enabled: known !== undefined,
  })
  const groups: readonly DuplicateGroup[] | undefined = data?.pages.flatMap(page => page.groups)
  return { groups, ...query }
}

/** `12`, or `1 000+` where nobody counts further. */
export const countText = (count: number, language: Language): string => `${formatNumber(count, language)}${count === MOST_COUNTED ? '+' : ''}`

/** Tells groups apart: the ids of what is in them. */
export const nameOf = ({ records }: Pick<DuplicateGroup, 'records'>): string => records.map(({ id }) => id).join(',')
