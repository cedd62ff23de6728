import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'
import { thisDay } from '../text/format.ts'
import { selectionOf, within } from './selection.ts'

/** The list that a record was opened from, and where in it the record stood; goes along as state of the address. */
export interface CameFrom {
  readonly search: string
  readonly index: number
  /** Keeps those of the list among which the record stood, and was counted. */
  readonly within?: Filter
}

interface State {
  readonly cameFrom?: CameFrom
}

/** A record that was changed may have moved a little in its list. */
const AROUND = 20

export interface Neighbours {
  /** Counted from 1. */
  readonly position: number
  readonly count: number
  readonly previous?: string
  readonly next?: string
  /** State that goes along to a neighbour. */
  readonly stateFor: (step: -1 | 1) => State
}

/** The address of the list that a record was opened from. */
export const useListAddress = (entity: AnyEntity): string => `/${entity.type}${((useLocation().state ?? {}) as State).cameFrom?.search ?? ''}`

/** The records beside this one in the list that it was opened from. */
export const useNeighbours = (entity: AnyEntity, id: string): Neighbours | undefined => {
  const api = useApi()
  const { cameFrom } = (useLocation().state ?? {}) as State
  const { data } = useQuery({
    queryKey: [...keys.rows(entity.type, { beside: id, ...cameFrom }), 'beside'],
    queryFn: async ({ signal }) => {
      const { sort, view: _, ...which } = within(selectionOf(entity, new URLSearchParams(cameFrom!.search), [], thisDay()), cameFrom!.within)
      const from = Math.max(0, cameFrom!.index - AROUND)
      const [{ rows }, { count }] = await Promise.all([
        unwrap(api.entities.list({ type: entity.type, ...which, sort: [...sort!], view: [], offset: from, limit: 2 * AROUND + 1 }, { signal })),
        unwrap(api.entities.count({ type: entity.type, ...which }, { signal })),
      ])
      return { from, ids: rows.map(row => row.id), count }
    },
    enabled: cameFrom !== undefined,
  })
  const place = data?.ids.indexOf(id) ?? -1
  if (!cameFrom || !data || place < 0) return undefined
  const index = data.from + place
  const { [place - 1]: previous, [place + 1]: next } = data.ids
  return {
    position: index + 1,
    count: data.count,
    ...(previous !== undefined && place > 0 && { previous }),
    ...(next !== undefined && { next }),
    stateFor: step => ({ cameFrom: { ...cameFrom, index: index + step } }),
  }
}
