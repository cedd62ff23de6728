import type { Colour } from '../../../shared/kernel/entity/value-list.ts'
import type { FieldPath } from '../../../shared/kernel/entity/paths.ts'
import type { GroupValue } from '../../../shared/kernel/view/grouping.ts'
import type { Speech } from '../list/speech.ts'
import { isColoured, valueWord } from '../state/value-lists.ts'
import { formatMonth } from '../text/format.ts'

/** What several records have in common, as a list says it. */
export interface GroupName {
  readonly word: string
  readonly colour?: Colour
}

/** A group as the core tells it. */
interface Told {
  readonly value: GroupValue
  readonly title?: string | undefined
}

export const groupName = ({ leaf }: FieldPath, { value, title }: Told, { t, language, offered }: Speech): GroupName => {
  if (value === null) return { word: t('views.noValue') }
  if (typeof value === 'boolean') return { word: t(value ? 'ui.yes' : 'ui.no') }
  if (leaf.kind === 'relation') return { word: title || t('ui.untitled') }
  if (leaf.kind === 'date') return { word: value.length === 4 ? value : formatMonth(value, language) }
  const all = offered(leaf.values!)
  const found = all.find(({ key }) => key === value)
  return { word: found ? valueWord(t, leaf.values!, found) : value, ...(isColoured(all) ? { colour: found?.colour ?? 'neutral' } : {}) }
}

/** Groups in the order in which a list of values offers them; those that it does not offer after them, and last what has no value. */
export const inOrder = <G extends Told>({ leaf }: FieldPath, groups: readonly G[], { offered }: Pick<Speech, 'offered'>): readonly G[] => {
  if (!leaf.values) return groups
  const places = new Map<GroupValue, number>(offered(leaf.values).map(({ key }, index) => [key, index]))
  const placeOf = ({ value }: G): number => (value === null ? Infinity : (places.get(value) ?? places.size))
  return groups.toSorted((a, b) => placeOf(a) - placeOf(b) || 0)
}
