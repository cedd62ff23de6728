import type { CsvEncoding } from './decode.ts'

/** What a person says of how a table is written, over what is detected. */
export type AskedDialect = { readonly [K in 'encoding' | 'delimiter' | 'headed']?: CsvDialect[K] | undefined }

/** How a table is written as text. */
export interface CsvDialect {
  readonly encoding: CsvEncoding
  /** Whether it begins with a byte order mark. */
  readonly bom: boolean
  readonly delimiter: string
  readonly quote: string
  readonly lineEnd: '\n' | '\r'
  /** Whether its first line only names the delimiter, as spreadsheets write: `sep=;`. */
  readonly sepLine: boolean
  /** Whether the first row reads as headings; false when it looks like data. */
  readonly headed: boolean
}
