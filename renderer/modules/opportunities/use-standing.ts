import { useQuery } from '@tanstack/react-query'
import type { DealStanding } from '../../../shared/modules/opportunities/opportunities.rpc.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { type Api, unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'

interface Waiting {
  readonly id: string
  readonly tell: (standing: DealStanding | null) => void
  readonly fail: (error: unknown) => void
}

const MOST = 500
/** What is heard of a deal elsewhere, such as an activity, is asked for again when it is next shown. */
const FRESH_MS = 5_000
let waiting: Waiting[] = []

const ask = async (api: Api): Promise<void> => {
  const asked = waiting
  waiting = []
  for (let from = 0; from < asked.length; from += MOST) {
    const some = asked.slice(from, from + MOST)
    try {
      const { standings } = await unwrap(api.opportunities.standings({ ids: [...new Set(some.map(({ id }) => id))] }))
      const byId = new Map(standings.map(standing => [standing.id, standing]))
      for (const { id, tell } of some) tell(byId.get(id) ?? null)
    } catch (error) {
      for (const { fail } of some) fail(error)
    }
  }
}

/** The cards of a board ask at the same moment: one question is put for all of them. */
const standingOf = (api: Api, id: string): Promise<DealStanding | null> =>
  new Promise((tell, fail) => {
    if (waiting.length === 0) setTimeout(() => void ask(api))
    waiting.push({ id, tell, fail })
  })

/** How a deal stands; undefined until it is known. */
export const useStanding = (id: string): DealStanding | undefined => {
  const api = useApi()
  return useQuery({ queryKey: keys.rows('opportunity', { standing: id }), queryFn: () => standingOf(api, id), staleTime: FRESH_MS, placeholderData: old => old }).data ?? undefined
}
