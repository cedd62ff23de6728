import { useMemo, useState } from 'react'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import type { Selection } from './selection.ts'
import type { Which } from './use-bulk.ts'

/** Which rows of a list are ticked: some by their ids, or all that the list holds but a few. */
export interface Ticked {
  readonly ids: ReadonlySet<string>
  readonly isAll: boolean
  readonly except: ReadonlySet<string>
}

const NONE: Ticked = { ids: new Set(), isAll: false, except: new Set() }
const ALL: Ticked = { ...NONE, isAll: true }

export interface RowSelection {
  readonly ticked: Ticked
  readonly has: (id: string) => boolean
  readonly toggle: (id: string) => void
  readonly add: (ids: readonly string[]) => void
  /** Forgets a row that is no longer in the list. */
  readonly drop: (id: string) => void
  readonly all: () => void
  readonly clear: () => void
}

const toggled = (ids: ReadonlySet<string>, id: string): Set<string> => {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}

/** What is ticked once a record has left the list. */
export const tickedWithout = ({ ids, isAll, except }: Ticked, id: string): Ticked => {
  const gone = new Set([id])
  return { ids: ids.difference(gone), isAll, except: except.difference(gone) }
}

/** What is ticked in each list, also once it is left. */
const left = new Map<string, Ticked>()

/** The ticked rows of what `list` names, as they were when it was left; another list has its own. */
export const useRowSelection = (list: string): RowSelection => {
  const [state, setState] = useState({ list, ticked: left.get(list) ?? NONE })
  const ticked = state.list === list ? state.ticked : (left.get(list) ?? NONE)
  return useMemo(() => {
    // Some ticks come when their rows are read: they join what is ticked by then.
    const set = (alter: (now: Ticked) => Ticked): void => {
      const next = alter(left.get(list) ?? NONE)
      if (next.isAll || next.ids.size > 0) left.set(list, next)
      else left.delete(list)
      setState({ list, ticked: next })
    }
    return {
      ticked,
      has: id => (ticked.isAll ? !ticked.except.has(id) : ticked.ids.has(id)),
      toggle: id => set(now => (now.isAll ? { ...now, except: toggled(now.except, id) } : { ...NONE, ids: toggled(now.ids, id) })),
      add: ids => set(now => (now.isAll ? { ...now, except: now.except.difference(new Set(ids)) } : { ...NONE, ids: new Set([...now.ids, ...ids]) })),
      drop: id => set(now => tickedWithout(now, id)),
      all: () => set(() => ALL),
      clear: () => set(() => NONE),
    }
  }, [list, ticked])
}

/** How many rows are ticked in a list of `count`. */
export const tickedCount = ({ ids, isAll, except }: Ticked, count: number): number => (isAll ? Math.max(0, count - except.size) : ids.size)

/** The ticked rows as the core takes them. */
export const whichTicked = ({ text, filter, archived }: Selection, { ids, isAll, except }: Ticked): Which => {
  if (!isAll) return { ids: [...ids] }
  const filters: Filter[] = [...(filter ? [filter] : []), ...(except.size ? [{ not: { field: 'id', op: 'in' as const, value: [...except] } }] : [])]
  return { ...(text ? { text } : {}), ...(archived ? { archived } : {}), ...(filters.length ? { filter: filters.length > 1 ? { all: filters } : filters[0]! } : {}) }
}
