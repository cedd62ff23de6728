import type { TFunction } from 'i18next'
import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import { visibleEntity } from '../kernel/blocks/relations.ts'
import { registry } from '../kernel/state/registry.ts'
import { manyWord } from '../kernel/text/words.ts'
import type { MenuGroup } from '../kernel/ui/window-module.ts'
import { modules, typeLooks } from './modules.ts'

export interface Entry {
  readonly to: string
  readonly icon: LucideIcon
  /** The type that it lists, or the words of a tool. */
  readonly type?: string
  readonly label?: string
  readonly Count?: ComponentType
  /** Leads there after G. */
  readonly letter?: string | undefined
}

const ORDER: readonly MenuGroup[] = ['directory', 'sales', 'tools']

const entriesOf = (group: MenuGroup): Entry[] =>
  modules.flatMap(({ types = {}, menu = [] }) => [
    ...Object.entries(types).flatMap(([type, looks]) => (looks.group === group ? [{ to: `/${type}`, icon: looks.icon, type, letter: looks.letter }] : [])),
    ...menu.filter(entry => entry.group === group),
  ])

/** Lists of users' own types. */
const ownEntries = (group: MenuGroup): Entry[] =>
  registry().flatMap(({ type, own, internal }) => (own && !internal && own.group === group ? [{ to: `/${type}`, icon: typeLooks.get(type)!.icon, type }] : []))

/** The menu as the modules make it: in each group its lists, then its tools. */
export const menuGroups = (): { readonly name: MenuGroup; readonly lists: readonly Entry[]; readonly tools: readonly Entry[] }[] =>
  ORDER.map(name => {
    const entries = entriesOf(name)
    return { name, lists: [...entries.filter(entry => entry.type), ...ownEntries(name)], tools: entries.filter(entry => !entry.type) }
  })

/** Where G and a letter lead. */
export const goTo: ReadonlyMap<string, string> = new Map(menuGroups().flatMap(({ lists }) => lists.flatMap(({ letter, to }) => (letter ? [[letter, to] as const] : []))))

export const entryWord = (t: TFunction, { type, label }: Entry): string => {
  const entity = visibleEntity(type)
  return entity ? manyWord(t, entity) : t(label!)
}
