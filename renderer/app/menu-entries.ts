import type { TFunction } from 'i18next'
import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import { visibleEntity } from '../kernel/blocks/relations.ts'
import { useRemembered } from '../kernel/state/remembered.ts'
import { manyWord } from '../kernel/text/words.ts'
import type { MenuGroup } from '../kernel/ui/window-module.ts'
import { modules } from './modules.ts'

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

const ORDER: readonly MenuGroup[] = ['directory', 'sales', 'tools']

const entriesOf = (group: MenuGroup): Entry[] =>
  modules.flatMap(({ types = {}, menu = [] }) => [
    ...Object.entries(types).flatMap(([type, looks]) => (looks.group === group ? [{ to: `/${type}`, icon: looks.icon, type, letter: looks.letter }] : [])),
    ...menu.filter(entry => entry.group === group),
  ])

/** The menu as the modules make it. */
export const menuGroups: readonly EntryGroup[] = ORDER.map(name => {
  const entries = entriesOf(name)
  return { name, parts: [entries.filter(entry => entry.type), entries.filter(entry => !entry.type)] }
})

export const allEntries = menuGroups.flatMap(({ parts }) => parts.flat())

export const ARRANGED_MENU = 'menu'

/** The menu as somebody arranged it, by what this window remembers of that. */
export const useMenu = (): readonly EntryGroup[] =>
  useRemembered<readonly ArrangedGroup[] | null>(ARRANGED_MENU, null)[0]?.map(({ entries, ...group }) => ({
    ...group,
    parts: [entries.flatMap(({ to, name }) => allEntries.filter(entry => entry.to === to).map(entry => ({ ...entry, name })))],
  })) ?? menuGroups

/** Where G and a letter lead. */
export const goTo: ReadonlyMap<string, string> = new Map(allEntries.flatMap(({ letter, to }) => (letter ? [[letter, to] as const] : [])))

export const entryWord = (t: TFunction, { type, label, name }: Entry): string => {
  const entity = visibleEntity(type)
  return name ?? (entity ? manyWord(t, entity) : t(label!))
}

export const groupWord = (t: TFunction, { name, title }: Pick<EntryGroup, 'name' | 'title'>): string => title || t(`ui.groups.${name}`, { defaultValue: '…' })
