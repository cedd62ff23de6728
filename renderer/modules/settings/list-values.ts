import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { type PlacedList, placedLists } from '../../../shared/kernel/entity/list-places.ts'
import { mergeValues, type OfferedValue } from '../../../shared/kernel/entity/merge-values.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import type { ListValue } from '../../../shared/modules/config/list-value.entity.ts'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { type Api, unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { registry } from '../../kernel/state/registry.ts'
import { valueWord } from '../../kernel/state/value-lists.ts'
import { fieldWord, manyWord } from '../../kernel/text/words.ts'

export type Uses = Extract<Awaited<ReturnType<Api['valueLists']['uses']>>, { ok: true }>['value']['uses']

/** A value as its list shows it. */
export interface ShownValue extends OfferedValue {
  readonly word: string
  readonly isDeclared: boolean
  /** The record that adds or changes it. */
  readonly record: string | undefined
}

export const lists = (): readonly PlacedList[] => placedLists(registry())

/** What a list is called: a word of ours, or that of the first field that offers it. */
export const listWord = (t: TFunction, { list, places: [first] }: PlacedList): string =>
  t(`valueLists.names.${list.name}`, { defaultValue: first ? fieldWord(t, visibleEntity(first.type)!, first.field) : list.name })

/** `Contacts (Statut), Organisations (Statut)`. */
export const placesWord = (t: TFunction, { places }: PlacedList): string =>
  places
    .map(({ type, field }) => {
      const entity = visibleEntity(type)!
      return `${manyWord(t, entity)} (${fieldWord(t, entity, field)})`
    })
    .join(', ')

type ValueRow = Row & ListValue

const SELECTION = { view: ['list', 'key', 'label', 'colour', 'order', 'disabled', 'chance', 'isWon', 'isLost', 'staleDays'], limit: 1_000 }

/** Every value that users added or changed; undefined until it is first heard. */
export const useValueRows = (): readonly ValueRow[] | undefined => {
  const api = useApi()
  return useQuery({
    queryKey: keys.rows('listValue', SELECTION),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'listValue', ...SELECTION }, { signal }))).rows as readonly ValueRow[],
  }).data
}

/** The values of a list in their order, those that are no longer offered too. */
export const shownValues = (t: TFunction, { list }: PlacedList, rows: readonly ValueRow[]): readonly ShownValue[] => {
  const declared = new Set(list.values.map(({ key }) => key))
  const records = new Map(rows.filter(row => row.list === list.name).map(row => [row.key, row.id]))
  return mergeValues(list, rows).map(value => ({ ...value, word: valueWord(t, list, value), isDeclared: declared.has(value.key), record: records.get(value.key) }))
}

/** How many live records keep each value of a list. */
export const useUses = (list: string): Uses | undefined => {
  const api = useApi()
  return useQuery({
    queryKey: keys.rows('listValue', { uses: list }),
    queryFn: async ({ signal }) => (await unwrap(api.valueLists.uses({ list }, { signal }))).uses,
    staleTime: 0,
  }).data
}
