import { type Layout, type OwnBlock, put } from '../../../shared/kernel/layout/layout.ts'

const START = 'own:'

/** A block to be made; it is none until it has a title. */
export const newBlock = ({ own = [] }: Layout): OwnBlock => {
  const numbers = own.map(({ key }) => Number(key.slice(START.length)) || 0)
  return { key: `${START}${Math.max(0, ...numbers) + 1}`, title: '' }
}

/** With a block of one's own, in its place or, when it is new, first in a zone. */
export const withBlock = (layout: Layout, block: OwnBlock, zone: string): Layout => {
  const own = layout.own ?? []
  if (own.some(({ key }) => key === block.key)) return { ...layout, own: own.map(other => (other.key === block.key ? block : other)) }
  return put({ ...layout, own: [...own, block] }, block.key, zone, 0)
}

export const withoutBlock = (layout: Layout, key: string): Layout => ({
  ...layout,
  own: (layout.own ?? []).filter(block => block.key !== key),
  hidden: layout.hidden.filter(name => name !== key),
  zones: layout.zones.map(zone => ({ ...zone, items: zone.items.filter(name => name !== key) })),
})
