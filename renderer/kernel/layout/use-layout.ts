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

interface Layouts {
  readonly layouts: readonly KeptLayout[]
  /** Who is at this machine, and the roles that they have, the first before the others. */
  readonly person: string
  readonly roles: readonly string[]
  readonly isKnown: boolean
}

const NOBODY = { layouts: NONE, person: '', roles: [] }

/** Every layout that somebody made, and for whom of them one counts here. */
export const useLayouts = (): Layouts => {
  const api = useApi()
  const { data, isFetched } = useQuery({ queryKey: keys.rows('layout', {}), queryFn: async ({ signal }) => unwrap(api.layouts.list({}, { signal })), gcTime: Infinity })
  return { ...(data ?? NOBODY), isKnown: isFetched }
}

/** The layout of a place that is for a role, or without one for everybody. */
export const layoutFor = (layouts: readonly KeptLayout[], place: LayoutPlace, forType: string | undefined, role: string | undefined): KeptLayout | undefined =>
  layouts.find(each => each.place === place && each.forType === forType && each.role === role)

/** How a screen is arranged for who is at this machine: for the first of their roles that has it so, else for everybody; known once it was asked for. */
export const useLayout = (place: LayoutPlace, forType?: string): { readonly layout: Layout | undefined; readonly isKnown: boolean } => {
  const tried = useContext(TriedLayout)
  const { layouts, roles, isKnown } = useLayouts()
  const kept = [...roles, undefined].map(role => layoutFor(layouts, place, forType, role)).find(each => each !== undefined)
  const isTried = tried?.place === place && tried.forType === forType
  return { layout: isTried ? tried.layout : kept?.layout, isKnown }
}
