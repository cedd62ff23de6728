import { useMemo, useState } from 'react'

/** Which rows of a list are ticked: some by their ids, or all that the list holds. */
export interface Ticked {
  readonly ids: ReadonlySet<string>
  readonly isAll: boolean
}

const NONE: Ticked = { ids: new Set(), isAll: false }

export interface RowSelection {
  readonly ticked: Ticked
  readonly has: (id: string) => boolean
  readonly toggle: (id: string) => void
  readonly add: (ids: readonly string[]) => void
  readonly all: () => void
  readonly clear: () => void
}

/** The ticked rows of what `list` names; another list begins with none. */
export const useRowSelection = (list: string): RowSelection => {
  const [state, setState] = useState({ list, ticked: NONE })
  const ticked = state.list === list ? state.ticked : NONE
  return useMemo(() => {
    const set = (next: Ticked): void => setState({ list, ticked: next })
    return {
      ticked,
      has: id => ticked.isAll || ticked.ids.has(id),
      toggle: id => {
        const ids = new Set(ticked.ids)
        if (!ids.delete(id)) ids.add(id)
        set({ ids, isAll: false })
      },
      add: ids => set({ ids: new Set([...ticked.ids, ...ids]), isAll: false }),
      all: () => set({ ids: ticked.ids, isAll: true }),
      clear: () => set(NONE),
    }
  }, [list, ticked])
}
