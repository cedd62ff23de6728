import type { TFunction } from 'i18next'
import type { LucideIcon } from 'lucide-react'
import { type ComponentType, useMemo } from 'react'
import { visibleEntity } from '../kernel/blocks/relations.ts'
import { manyWord } from '../kernel/text/words.ts'
import type { MenuGroup, WindowModule } from '../kernel/ui/window-module.ts'
import { useOff } from '../kernel/state/off.ts'
import { modulesOn } from './modules.ts'

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

const entriesOf = (group: MenuGroup, modules: readonly WindowModule[]): Entry[] =>
  modules.flatMap(({ types = {}, menu = [] }) => [
    ...Object.entries(types).flatMap(([type, looks]) => (looks.group === group ? [{ to: `/${type}`, icon: looks.icon, type, letter: looks.letter }] : [])),
    ...menu.filter(entry => entry.group === group),
  ])

interface Group {
  readonly name: MenuGroup
  readonly lists: readonly Entry[]
  readonly tools: readonly Entry[]
}

/** The menu as the modules make it that are on: in each group its lists, then its tools. */
export const useMenuGroups = (): readonly Group[] => {
  const off = useOff()
  return useMemo(() => {
    const modules = modulesOn(off)
    return ORDER.flatMap(name => {
      const entries = entriesOf(name, modules)
      return entries.length > 0 ? [{ name, lists: entries.filter(entry => entry.type), tools: entries.filter(entry => !entry.type) }] : []
    })
  }, [off])
}

/** Where G and a letter lead. */
export const goToOf = (groups: readonly Group[]): readonly (readonly [letter: string, to: string])[] => groups.flatMap(({ lists }) => lists.flatMap(({ letter, to }) => (letter ? [[letter, to] as const] : [])))

export const entryWord = (t: TFunction, { type, label }: Entry): string => {
  const entity = visibleEntity(type)
  return entity ? manyWord(t, entity) : t(label!)
}
