import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Currencies, currenciesOf, type CurrencyChoice, type Rate } from '../../../shared/kernel/money/rates.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from './queries.ts'

const ASKED = { limit: 1_000 }
const NONE: readonly Row[] = []

const useRows = (type: string): readonly Row[] => {
  const api = useApi()
  return useQuery({ queryKey: keys.rows(type, ASKED), queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type, ...ASKED }, { signal }))).rows, gcTime: Infinity }).data ?? NONE
}

/** The currencies that amounts may be in. */
export const useCurrencies = (): Currencies => {
  const choices = useRows('currency') as readonly CurrencyChoice[]
  return useMemo(() => currenciesOf(choices), [choices])
}

/** What one currency is worth in another, by day. */
export const useRates = (): readonly (Row & Rate)[] => useRows('exchangeRate') as readonly (Row & Rate)[]
