import type { ZonedDateTime } from './fields.ts'

type Data = Readonly<Record<string, unknown>>

/**
 * What follows from the other fields of a record, such as the day on which it was done: its data as it is kept. A type's rule is asked
 * of every draft whose data an operation writes, by whatever way it comes; asked of its own answer, it changes nothing.
 */
export type RecordRule = (data: Data, written: { readonly previous: Data | undefined; readonly now: ZonedDateTime; readonly actor: string }) => Data
