import type { AnyEntity, Envelope } from '../../../shared/kernel/entity/define.ts'
import { isLayout, type Layout, type LayoutPlace, PLACES } from '../../../shared/kernel/layout/layout.ts'
import { searchLayout } from '../../../shared/kernel/layout/search-layout.ts'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ok } from '../../../shared/kernel/rpc/result.ts'
import type { layoutsRpc } from '../../../shared/modules/config/layouts.rpc.ts'
import type { Reader } from '../../kernel/store/reader.ts'

interface KeptLayout {
  readonly id: string
  readonly place: LayoutPlace
  readonly forType?: string
  readonly layout: Layout
}

const layoutOf = ({ id, data: { place, forType, role, layout } }: Envelope): KeptLayout | undefined => {
  const known = PLACES.find(each => each === place)
  // One that is meant for some people only is none for everybody.
  return known && isLayout(layout) && role === undefined ? { id, place: known, layout, ...(typeof forType === 'string' && { forType }) } : undefined
}

const keptLayouts = (reader: Reader, place?: LayoutPlace): KeptLayout[] => {
  const found = place === undefined ? reader.db.rows('select id from layout where st = 0 order by n').all() : reader.db.rows('select id from layout where st = 0 and k_place = ?').all(place)
  return (found as string[][]).flatMap(([id]) => {
    const record = reader.envelope(id!)
    return (record && layoutOf(record)) ?? []
  })
}

/** The types that the search looks into now, in their order, but for those that are switched off. */
export const searchedTypes = (reader: Reader, registry: readonly AnyEntity[], typesOff: () => ReadonlySet<string>) => (): readonly string[] => {
  const off = typesOff()
  return searchLayout(registry, keptLayouts(reader, 'search')[0]?.layout).zones[0]!.items.filter(type => !off.has(type))
}

export const layoutsQueries = (reader: Reader): HandlersOf<typeof layoutsRpc, 'query'> => ({
  list: () => ok({ layouts: keptLayouts(reader) }),
})
