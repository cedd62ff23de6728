import type { ZonedDateTime } from './fields.ts'
import type { OfferedValue } from './merge-values.ts'
import type { ValueList } from './value-list.ts'

type Data = Readonly<Record<string, unknown>>

/** What a rule knows beside the record. */
export interface Written {
  readonly previous: Data | undefined
  readonly now: ZonedDateTime
  readonly actor: string
  /** The name of the operation that writes. */
  readonly operation: string
  /** What a value of a list is now, users' changes included. */
  readonly listedValue: (list: ValueList, key: string) => OfferedValue
}

/**
 * What follows from the other fields of a record, such as the day on which it was done: its data as it is kept. A type's rule is asked
 * of every draft whose data an operation writes, by whatever way it comes; asked of its own answer, it changes nothing.
 */
export type RecordRule = (data: Data, written: Written) => Data
