import { effectiveLayout, type Layout } from '../../shared/kernel/layout/layout.ts'
import { allEntries, type ArrangedGroup, menuGroups } from './menu-entries.ts'

/** The entry by which the menu itself is arranged: it stays. */
export const NEEDED = '/reglages'

/** The entries of the menu in their groups, each by where it leads. */
export const menuLayout = (layout: Layout | undefined): Layout =>
  effectiveLayout(
    menuGroups().flatMap(({ name, parts }) => parts.flat().map(({ to }) => ({ name: to, zone: name, isNeeded: to === NEEDED }))),
    menuGroups().map(({ name }) => name),
    layout,
    true,
  )

/** What the window remembers of it: without what is hidden, and without empty groups. */
export const arrangedGroups = (layout: Layout): ArrangedGroup[] => {
  const { zones, names = {} } = menuLayout(layout)
  return zones.filter(({ items }) => items.length > 0).map(({ key, title, items }) => ({ name: key, title, entries: items.map(to => ({ to, name: names[to] })) }))
}

export const entryAt = (to: string) => allEntries().find(entry => entry.to === to)!
