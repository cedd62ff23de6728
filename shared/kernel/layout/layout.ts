/** Where things stand on a screen, as a person arranged them: the blocks of a sheet, the fields of a form, the entries of a menu. */

export const PLACES = ['sheet', 'form', 'home', 'menu', 'search'] as const
export type LayoutPlace = (typeof PLACES)[number]

export interface Zone {
  readonly key: string
  /** In the user's words; without one the zone has a name of ours, or none. */
  readonly title?: string
  readonly items: readonly string[]
}

/** A block that somebody made: fields of the record, or the records of a type that a saved filter keeps. */
export interface OwnBlock {
  readonly key: string
  readonly title: string
  readonly fields?: readonly string[]
  readonly type?: string
  readonly filter?: string
}

export interface Layout {
  readonly zones: readonly Zone[]
  readonly hidden: readonly string[]
  /** Of a form: the fields that take half of its width. */
  readonly half?: readonly string[]
  readonly own?: readonly OwnBlock[]
  /** Other names of things, by their key. */
  readonly names?: Readonly<Record<string, string>>
}

/** Something that can be arranged: `zone` is where it stands of itself. */
export interface Offered {
  readonly name: string
  readonly zone: string
  /** Whether it cannot be hidden. */
  readonly isNeeded?: boolean
}

const MOST = 500
const MOST_TEXT = 200

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= MOST_TEXT
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.length <= MOST && value.every(isText)
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isUnlessAbsent = (value: unknown, is: (value: unknown) => boolean): boolean => value === undefined || is(value)
const isAll = (value: unknown, is: (value: unknown) => boolean): boolean => Array.isArray(value) && value.length <= MOST && value.every(is)

const isZone = (value: unknown): boolean => isObject(value) && isText(value['key']) && isUnlessAbsent(value['title'], isText) && isTexts(value['items'])

const isOwnBlock = (value: unknown): boolean =>
  isObject(value) && isText(value['key']) && isText(value['title']) && isUnlessAbsent(value['fields'], isTexts) && isUnlessAbsent(value['type'], isText) && isUnlessAbsent(value['filter'], isText)

/** Whether plain data is a layout, checked by hand: the window has no schemas. */
export const isLayout = (value: unknown): value is Layout =>
  isObject(value) &&
  isAll(value['zones'], isZone) &&
  isTexts(value['hidden']) &&
  isUnlessAbsent(value['half'], isTexts) &&
  isUnlessAbsent(value['own'], own => isAll(own, isOwnBlock)) &&
  isUnlessAbsent(value['names'], names => isObject(names) && isTexts(Object.values(names)))

const zoneOf = (zones: readonly Zone[], key: string): number => Math.max(0, zones.findIndex(zone => zone.key === key))

/**
 * What is shown where: each thing that is offered stands once, in a zone or among the hidden. What the layout does not know
 * comes last in its own zone, what it knows and is not offered is passed over, and what is needed is never hidden. `zones` are
 * those that there are of themselves; with `isFree` those of the layout take their place.
 */
export const effectiveLayout = (offered: readonly Offered[], zones: readonly string[], layout: Layout | undefined, isFree = false): Layout => {
  const own = layout?.own ?? []
  const all = [...offered, ...own.filter(({ key }) => !offered.some(({ name }) => name === key)).map(({ key }) => ({ name: key, zone: zones[0]!, isNeeded: false }))]
  const waiting = new Map(all.map(each => [each.name, each]))
  const take = (names: readonly string[]): string[] => names.filter(name => waiting.delete(name))
  const kept = (layout?.zones ?? []).filter(({ key }, index, them) => (isFree || zones.includes(key)) && them.findIndex(other => other.key === key) === index)
  const needed = new Set(all.filter(({ isNeeded }) => isNeeded).map(({ name }) => name))
  const hidden = take((layout?.hidden ?? []).filter(name => !needed.has(name)))
  const filled: Zone[] = (isFree && kept.length > 0 ? kept : zones.map(key => kept.find(zone => zone.key === key) ?? { key, items: [] })).map(zone => ({ ...zone, items: take(zone.items) }))
  for (const { name, zone } of waiting.values()) {
    const at = zoneOf(filled, zone)
    filled[at] = { ...filled[at]!, items: [...filled[at]!.items, name] }
  }
  return { ...layout, zones: filled, hidden }
}

/** The keys by which a row of things is gone through. */
export type Step = 'up' | 'down' | 'before' | 'after'

/** A thing moved by one place, or with `before` and `after` to the zone beside; past the end of a zone comes the next one. */
export const moved = (layout: Layout, name: string, step: Step): Layout => {
  const from = layout.zones.findIndex(zone => zone.items.includes(name))
  if (from < 0) return layout
  const at = layout.zones[from]!.items.indexOf(name)
  const isBack = step === 'up' || step === 'before'
  const isInside = step === 'up' ? at > 0 : step === 'down' && at < layout.zones[from]!.items.length - 1
  if (isInside) return put(layout, name, layout.zones[from]!.key, at + (isBack ? -1 : 1))
  const to = layout.zones[from + (isBack ? -1 : 1)]
  if (!to) return layout
  return put(layout, name, to.key, step === 'up' ? to.items.length : step === 'down' ? 0 : at)
}

/** A thing put at a place of a zone, from wherever it was, hidden too. */
export const put = (layout: Layout, name: string, zone: string, at: number): Layout => {
  if (!layout.zones.some(({ key }) => key === zone)) return layout
  return {
    ...layout,
    hidden: layout.hidden.filter(other => other !== name),
    zones: layout.zones.map(each => {
      const items = each.items.filter(other => other !== name)
      return { ...each, items: each.key === zone ? items.toSpliced(at, 0, name) : items }
    }),
  }
}

export const hide = (layout: Layout, name: string): Layout => ({
  ...layout,
  zones: layout.zones.map(zone => ({ ...zone, items: zone.items.filter(other => other !== name) })),
  hidden: [...layout.hidden.filter(other => other !== name), name],
})

/** Without a zone: what stood in it goes to the one before, or after the first. */
export const withoutZone = (layout: Layout, key: string): Layout => {
  const at = layout.zones.findIndex(zone => zone.key === key)
  if (at < 0 || layout.zones.length < 2) return layout
  const { items } = layout.zones[at]!
  const heir = at === 0 ? 1 : at - 1
  return { ...layout, zones: layout.zones.map((zone, index) => (index === heir ? { ...zone, items: at === 0 ? [...items, ...zone.items] : [...zone.items, ...items] } : zone)).toSpliced(at, 1) }
}

/** The rows of a group of fields: halves in pairs, anything else alone. */
export const rowsOf = (items: readonly string[], half: readonly string[]): string[][] => {
  const rows: string[][] = []
  for (const name of items) {
    const last = rows.at(-1)
    if (last?.length === 1 && half.includes(last[0]!) && half.includes(name)) last.push(name)
    else rows.push([name])
  }
  return rows
}
