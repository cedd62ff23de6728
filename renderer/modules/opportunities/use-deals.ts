import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { sumIn } from '../../../shared/kernel/money/rates.ts'
import type { Grouping } from '../../../shared/kernel/view/grouping.ts'
import { writeChosen } from '../../kernel/filter/filter-address.ts'
import { ARCHIVES, WITH_ARCHIVES } from '../../kernel/list/selection.ts'
import type { Total } from '../../kernel/list/totals.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useCurrencies, useRates } from '../../kernel/state/money.ts'
import { keys } from '../../kernel/state/queries.ts'
import { thisDay } from '../../kernel/text/format.ts'
import type { ListGroup } from '../../kernel/view/use-groups.ts'
import { moneyOf } from './sums.ts'

const OPPORTUNITY = 'opportunity'

export const allOf = (...filters: readonly (Filter | undefined)[]): Filter => ({ all: filters.filter(filter => filter !== undefined) })

/** The list that shows the deals of a filter; of what has ended those too that are archived. */
export const dealsAddress = (filter: Filter, archived?: 'with'): string => {
  const params = new URLSearchParams(archived && { [ARCHIVES]: WITH_ARCHIVES })
  writeChosen(params, { conditions: filter })
  return `/${OPPORTUNITY}?${params}`
}

/** Deals in groups; undefined until they are read. */
export const useDealGroups = (filter: Filter, by: Grouping, fields: readonly string[], archived?: 'with'): { groups: readonly ListGroup[] | undefined; error: unknown; retry: () => void } => {
  const api = useApi()
  const which = { filter, archived }
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.count(OPPORTUNITY, which), 'groups', by, fields],
    queryFn: async ({ signal }) => (await unwrap(api.entities.groups({ type: OPPORTUNITY, ...which, by, fields: [...fields] }, { signal }))).groups,
    placeholderData: old => old,
  })
  return { groups: data, error, retry: () => void refetch() }
}

/** What amounts are worth in the first currency, for lengths of bars; those without a rate count for nothing. */
export const useWorth = (): ((totals: readonly Total[] | undefined) => number) => {
  const { base } = useCurrencies()
  const rates = useRates()
  return useCallback((totals: readonly Total[] | undefined) => Math.max(0, sumIn(moneyOf(totals), base, rates, thisDay()).amount), [base, rates])
}

/** Everybody who may answer for deals, by name. */
export const usePeople = (): readonly { readonly id: string; readonly title: string }[] => {
  const api = useApi()
  const asked = { limit: 200, view: [] }
  return useQuery({ queryKey: keys.rows('user', asked), queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'user', ...asked }, { signal }))).rows }).data ?? []
}
