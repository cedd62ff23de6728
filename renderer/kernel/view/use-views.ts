import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { SavedViewView } from '../../../shared/kernel/view/view-schemas.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'
import { useRemembered } from '../state/remembered.ts'

const NONE: readonly SavedViewView[] = []

/** The saved views of a type; those of the last time until they are read, so that the list begins as it will stay. */
export const useViews = (type: string): readonly SavedViewView[] => {
  const api = useApi()
  const [known, remember] = useRemembered(`views.${type}`, NONE)
  const { data } = useQuery({ queryKey: keys.rows('savedView', { type }), queryFn: async ({ signal }) => (await unwrap(api.views.list({ type }, { signal }))).views, gcTime: Infinity })
  useEffect(() => {
    if (data && JSON.stringify(data) !== JSON.stringify(known)) remember(data)
  }, [data, known, remember])
  return data ?? known
}
