import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useCallback } from 'react'
import { isColour, mergeValues, type OfferedValue, type ValueRecord } from '../../../shared/kernel/entity/merge-values.ts'
import { TAGS, type ValueList } from '../../../shared/kernel/entity/value-list.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from './queries.ts'

const SELECTION = { view: ['list', 'key', 'label', 'colour', 'order', 'disabled', 'chance', 'isWon', 'isLost', 'staleDays'], limit: 1_000 }
const NONE: readonly ValueRecord[] = []

/** The values that a choice offers, with those that users added or changed. */
export const useOfferedValues = (): ((list: ValueList) => readonly OfferedValue[]) => {
  const api = useApi()
  const { data = NONE } = useQuery({
    queryKey: keys.rows('listValue', SELECTION),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'listValue', ...SELECTION }, { signal }))).rows as readonly ValueRecord[],
    gcTime: Infinity,
  })
  const tags = useTags()
  return useCallback((list: ValueList) => (list.name === TAGS.name ? tags : offered(list, data)), [data, tags])
}

/** A tag as it is offered: only to records of its types, where it names some. */
export interface OfferedTag extends OfferedValue {
  readonly label: string
  readonly types: readonly string[]
}

/** What a `tag` record says of itself. */
interface TagRow extends Row {
  readonly colour?: string
  readonly types?: readonly { readonly value: string }[]
  readonly disabled?: boolean
}

const TAG_SELECTION = { view: ['name', 'colour', 'types', 'disabled'], limit: 1_000 }
const NO_TAGS: readonly OfferedTag[] = []

/** Every tag out of the trash, in the order of their names. */
export const useTags = (): readonly OfferedTag[] => {
  const api = useApi()
  const { data = NO_TAGS } = useQuery({
    queryKey: keys.rows('tag', TAG_SELECTION),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'tag', ...TAG_SELECTION }, { signal }))).rows as readonly TagRow[],
    select: offeredTags,
    gcTime: Infinity,
  })
  return data
}

const offeredTags = (rows: readonly TagRow[]): readonly OfferedTag[] =>
  rows.map(({ id, title, colour, types = [], disabled = false }) => ({ key: id, label: title, colour: isColour(colour) ? colour : 'neutral', types: types.map(({ value }) => value), disabled }))

const merged = new WeakMap<readonly ValueRecord[], Map<ValueList, readonly OfferedValue[]>>()

const offered = (list: ValueList, records: readonly ValueRecord[]): readonly OfferedValue[] => {
  const lists = merged.get(records) ?? new Map<ValueList, readonly OfferedValue[]>()
  merged.set(records, lists)
  const found = lists.get(list) ?? mergeValues(list, records)
  lists.set(list, found)
  return found
}

export const valueWord = (t: TFunction, list: ValueList, value: OfferedValue): string => value.label ?? t(`${list.labels}.${value.key}`, { defaultValue: value.key })

/** Whether the values of a list are told apart by colour: then each is shown as a chip. */
export const isColoured = (values: readonly OfferedValue[]): boolean => values.some(value => value.colour !== 'neutral')
