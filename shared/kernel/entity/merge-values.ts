import { COLOURS, type Colour, type ListedValue, type ValueList } from './value-list.ts'

/** A value as it is offered: `label` is the user's own word, without it the application's stands in the locales. */
export interface OfferedValue {
  readonly key: string
  readonly label?: string
  readonly colour: Colour
  readonly disabled: boolean
  /** As in {@link ListedValue}. */
  readonly chance?: number
  readonly isWon?: boolean
  readonly isLost?: boolean
  readonly staleDays?: number
}

/** What a `listValue` record says of one value. */
export interface ValueRecord {
  readonly list?: string
  readonly key?: string
  readonly label?: string
  readonly colour?: string
  readonly order?: number
  readonly disabled?: boolean
  readonly chance?: number
  readonly isWon?: boolean
  readonly isLost?: boolean
  readonly staleDays?: number
}

export const isColour = (colour: string | undefined): colour is Colour => COLOURS.some(known => known === colour)

/** What one value is, of which there is a declaration, a record or both. */
export const mergedValue = (key: string, declared: ListedValue | undefined, mine: ValueRecord | undefined): OfferedValue => {
  const chance = mine?.chance ?? declared?.chance
  const staleDays = mine?.staleDays ?? declared?.staleDays
  const ended = mine?.isWon === undefined && mine?.isLost === undefined ? declared : mine
  return {
    key,
    ...(mine?.label ? { label: mine.label } : {}),
    colour: isColour(mine?.colour) ? mine.colour : (declared?.colour ?? 'neutral'),
    disabled: mine?.disabled ?? declared?.disabled ?? false,
    ...(chance === undefined ? {} : { chance }),
    ...(ended?.isWon ? { isWon: true } : ended?.isLost ? { isLost: true } : {}),
    ...(staleDays === undefined ? {} : { staleDays }),
  }
}

/**
 * The values of a list, those of users merged over the declared ones. One with an `order` stands at that rank (from 1)
 * before the one that is there by its place: the declared ones in their order, then the records in theirs. Of two records
 * with one key the later wins.
 */
export const mergeValues = (list: ValueList, records: readonly ValueRecord[]): OfferedValue[] => {
  const own = new Map(records.filter(record => record.list === list.name && record.key).map(record => [record.key!, record]))
  const declared = new Map(list.values.map(value => [value.key, value]))
  const merged = [...new Set([...declared.keys(), ...own.keys()])].map((key, position) => {
    const mine = own.get(key)
    return { value: mergedValue(key, declared.get(key), mine), rank: mine?.order ?? position + 1, isPlaced: mine?.order !== undefined, position }
  })
  return merged
    .toSorted((a, b) => a.rank - b.rank || Number(b.isPlaced) - Number(a.isPlaced) || a.position - b.position)
    .map(({ value }) => value)
}
