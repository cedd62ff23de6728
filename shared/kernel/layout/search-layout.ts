import type { AnyEntity } from '../entity/define.ts'
import { effectiveLayout, type Layout } from './layout.ts'

/** The types that the search looks into, in order, and those that it leaves out. */
export const searchLayout = (registry: readonly AnyEntity[], layout: Layout | undefined): Layout => {
  const searched = registry.filter(({ internal, fields }) => !internal && Object.values(fields).some(({ search }) => search))
  return effectiveLayout(searched.map(({ type }) => ({ name: type, zone: 'searched' })), ['searched'], layout)
}
