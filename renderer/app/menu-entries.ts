import type { TFunction } from 'i18next'
import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import { visibleEntity } from '../kernel/blocks/relations.ts'
import { useOff } from '../kernel/state/off.ts'
import { registry, useRegistry } from '../kernel/state/registry.ts'
import { useRemembered } from '../kernel/state/remembered.ts'
import { manyWord } from '../kernel/text/words.ts'
import type { MenuGroup, WindowModule } from '../kernel/ui/window-module.ts'
import { modules, modulesOn, typeLooks } from './modules.ts'

export interface Entry {
  readonly to: string
  readonly icon: LucideIcon
  /** The type that it lists, or the words of a tool. */
  readonly type?: string
  readonly label?: string
  readonly Count?: ComponentType
  /** Leads there after G. */
  readonly letter?: string | undefined
  /** Another name, in somebody's words. */
  readonly name?: string | undefined
}

export interface EntryGroup {
  readonly name: string
  /** In somebody's words. */
  readonly title?: string | undefined
  /** Its lists, then its tools; one part where somebody arranged them. */
  readonly parts: readonly (readonly Entry[])[]
}

/** A group as somebody arranged it: where its entries lead, and their other names. */
export interface ArrangedGroup {
  readonly name: string
  readonly title?: string | undefined
  readonly entries: readonly { readonly to: string; readonly name?: string | undefined }[]
}

const ORDER: readonly MenuGroup[] = ['directory', 'activities', 'sales', 'mail', 'tools']

const entriesOf = (group: MenuGroup, of: readonly WindowModule[]): Entry[] =>
  of.flatMap(({ types = {}, menu = [] }) => [
    ...Object.entries(types).flatMap(([type, looks]) => (looks.group === group ? [{ to: `/${type}`, icon: looks.icon, type, letter: looks.letter }] : [])),
    ...menu.filter(entry => entry.group === group),
  ])

/** Lists of users' own types. */
const ownEntries = (group: MenuGroup): Entry[] =>
  registry().flatMap(({ type, own, internal }) => (own && !internal && own.group === group ? [{ to: `/${type}`, icon: typeLooks.get(type)!.icon, type }] : []))

const groupsOf = (of: readonly WindowModule[]): EntryGroup[] =>
  ORDER.map(name => {
    const entries = entriesOf(name, of)
    return { name, parts: [[...entries.filter(entry => entry.type), ...ownEntries(name)], entries.filter(entry => !entry.type)] }
  })
const entriesIn = (groups: readonly EntryGroup[]): Entry[] => groups.flatMap(({ parts }) => parts.flat())

/** The menu as all modules make it, those that are switched off too. */
export const menuGroups = (): readonly EntryGroup[] => groupsOf(modules)

export const allEntries = (): readonly Entry[] => entriesIn(menuGroups())

/** Where one can go now, whatever the menu shows of it. */
export const useEntries = (): readonly Entry[] => {
  const off = useOff()
  useRegistry()
  return entriesIn(groupsOf(modulesOn(off)))
}

export const ARRANGED_MENU = 'menu'

/** The menu of the modules that are on, as somebody arranged it, by what this window remembers of that. */
export const useMenu = (): readonly EntryGroup[] => {
  const off = useOff()
  const [arranged] = useRemembered<readonly ArrangedGroup[] | null>(ARRANGED_MENU, null)
  useRegistry()
  const usual = groupsOf(modulesOn(off))
  const known = new Map(entriesIn(usual).map(entry => [entry.to, entry]))
  const groups = arranged?.map(({ entries, ...group }) => ({ ...group, parts: [entries.flatMap(({ to, name }) => (known.has(to) ? [{ ...known.get(to)!, name }] : []))] }))
  return (groups ?? usual).filter(({ parts }) => parts.some(part => part.length > 0))
}

export const entryWord = (t: TFunction, { type, label, name }: Entry): string => {
  const entity = visibleEntity(type)
  return name ?? (entity ? manyWord(t, entity) : t(label!))
}

export const groupWord = (t: TFunction, { name, title }: Pick<EntryGroup, 'name' | 'title'>): string => title || t(`ui.groups.${name}`, { defaultValue: '…' })
