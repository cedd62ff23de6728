/** Columns by which the list is sorted: the usual order, a text of few values, a choice. */
export const SORTS = ['lastName', 'address.city', 'status'] as const
export type SortName = (typeof SORTS)[number]
export const PLACES = ['first', 'middle', 'last'] as const
export type Place = (typeof PLACES)[number]

export const PAGE = 50

/** What no index answers: a day and a choice of which a sixth of the contacts are. */
export const SINCE = '1985-01-01'
export const MATURITY = 'hot'

export type ReadName = `list.${SortName}.${Place}` | 'unindexed' | 'findOne' | 'search' | 'aggregate'

/** One of the two programs, its store filled. */
export interface StoreSide extends Record<string, (...args: never[]) => unknown> {
  /** Writes records through its own writing path; milliseconds spent in it, without making the records. */
  fill(what: 'organisations' | 'contacts' | 'opportunities', count: number): number | Promise<number>
  memory(): { peakMb: number; nowMb: number }
  /** To be called when everything is written, before reading. */
  settle(): void | Promise<void>
  /** How many contacts the filter without an index finds. */
  filtered(): number
  /** What the amounts of each month and phase add up to, in all. */
  grandTotal(): number
  /** Milliseconds of each of so many repetitions. */
  time(name: ReadName, times: number): Promise<number[]>
  /** Bytes of the database after closing. */
  close(): number | Promise<number>
}
