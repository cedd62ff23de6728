import { mergedData, mergedValue, mergeKey } from '../../../shared/kernel/duplicates/merge-fields.ts'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { isSame, storedValue } from '../../kernel/form/values.ts'

/** A field whose values are to be made one. */
export interface MergeField {
  readonly name: string
  /** The value of each record, null where it has none. */
  readonly values: readonly unknown[]
  /** What holds the values of all, for lists and long texts; else undefined. */
  readonly united: unknown
  /** What the result is before somebody chooses. */
  readonly suggested: unknown
  /** Whether two records that have a value say different things. */
  readonly differs: boolean
  /** Whether all records say the same, to the letter. */
  readonly isEqual: boolean
}

/** Where the value of a field comes from: a record by its place, all of them, or the person's own hand. */
export type Choice = { readonly from: number | 'all' } | { readonly own: unknown }

const withIds = (entity: AnyEntity, record: RecordView): Record<string, unknown> =>
  Object.fromEntries(Object.entries(entity.fields).flatMap(([name, field]) => {
    const value = storedValue(field, record[name])
    return value === null ? [] : [[name, value]]
  }))

/** The fields of which any record has something, in the order of the form. */
export const mergeFields = (entity: AnyEntity, records: readonly RecordView[]): MergeField[] => {
  const stored = records.map(record => ({ id: record.id, updatedAt: record.updatedAt, data: withIds(entity, record) }))
  const merged = mergedData(entity, stored)
  return entity.form.flat().flatMap(name => {
    const field = entity.fields[name]!
    const values = records.map(record => record[name] ?? null)
    // A relation is shown with its title, which only the records know.
    const shown = (value: unknown): unknown => (value === undefined ? null : (values.find(one => isSame(storedValue(field, one), value)) ?? value))
    const filled = stored.filter(({ data }) => data[name] !== undefined)
    const keysOf = new Set(filled.map(({ data }) => mergeKey(field, data[name])))
    if (filled.length === 0 && merged[name] === undefined) return []
    const isUnited = field.kind === 'list' || field.kind === 'longText' || field.kind === 'multiChoice' || field.kind === 'tags'
    const united = isUnited && filled.length > 1 ? mergedValue(field, name, stored) : undefined
    return [{ name, values, united, suggested: shown(merged[name]), differs: keysOf.size > 1, isEqual: values.every(one => isSame(storedValue(field, one), storedValue(field, values[0]))) }]
  })
}

/** The choice that a suggestion stands for. */
export const choiceOf = (entity: AnyEntity, { name, values, united, suggested }: MergeField): Choice => {
  const field = entity.fields[name]!
  const same = (value: unknown): boolean => isSame(storedValue(field, value), storedValue(field, suggested))
  const from = values.findIndex(same)
  if (from >= 0) return { from }
  return united !== undefined && same(united) ? { from: 'all' } : { own: suggested }
}

export const chosenValue = ({ values, united }: MergeField, choice: Choice): unknown => ('own' in choice ? choice.own : choice.from === 'all' ? united : values[choice.from])

/** What the kept record shall hold, field by field, null for empty. */
export const resultOf = (entity: AnyEntity, fields: readonly MergeField[], choices: ReadonlyMap<string, Choice>): Record<string, unknown> =>
  Object.fromEntries(fields.map(field => [field.name, storedValue(entity.fields[field.name]!, chosenValue(field, choices.get(field.name) ?? choiceOf(entity, field)))]))
