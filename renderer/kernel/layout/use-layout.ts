import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Layout, LayoutPlace } from '../../../shared/kernel/layout/layout.ts'
import { useApi } from '../rpc/api-context.tsx'
import { type Api, unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'

export type KeptLayout = Extract<Awaited<ReturnType<Api['layouts']['list']>>, { ok: true }>['value']['layouts'][number]

interface Tried {
  readonly place: LayoutPlace
  readonly forType: string | undefined
  readonly layout: Layout
}

/** A layout that is tried out below it, instead of the one that is kept. */
export const TriedLayout = createContext<Tried | undefined>(undefined)

const NONE: readonly KeptLayout[] = []

/** Every layout that somebody made. */
const useLayouts = (): { readonly layouts: readonly KeptLayout[]; readonly isKnown: boolean } => {
  const api = useApi()
  const { data, isFetched } = useQuery({ queryKey: keys.rows('layout', {}), queryFn: async ({ signal }) => (await unwrap(api.layouts.list({}, { signal }))).layouts, gcTime: Infinity })
  return { layouts: data ?? NONE, isKnown: isFetched }
}

/** How somebody arranged a screen, if anybody did; known once it was asked for. */
export const useLayout = (place: LayoutPlace, forType?: string): { readonly kept: KeptLayout | undefined; readonly layout: Layout | undefined; readonly isKnown: boolean } => {
  const tried = useContext(TriedLayout)
  const { layouts, isKnown } = useLayouts()
  const kept = layouts.find(each => each.place === place && each.forType === forType)
  const isTried = tried?.place === place && tried.forType === forType
  return { kept, layout: isTried ? tried.layout : kept?.layout, isKnown }
}
