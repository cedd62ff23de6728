import { textDecoding } from './decode.ts'
import type { CsvDialect } from './dialect.ts'
import { type Row, rowCutter } from './rows.ts'

/** Bytes decoded at once, whatever the size of the chunks that come: bounds a batch and the pause that it takes. */
const STEP = 131_072
/** Rows given at once. */
const BATCH = 2_000

/** The rows of a table, headings included, in batches as the bytes come; memory stays within a few rows and one step. */
export async function* readRows(bytes: AsyncIterable<Uint8Array>, dialect: CsvDialect): AsyncGenerator<Row[]> {
  const decoding = textDecoding(dialect.encoding)
  const cut = rowCutter(dialect)
  let sepLine = dialect.sepLine
  const withoutSep = (rows: Row[]): Row[] => {
    if (!sepLine || rows.length === 0) return rows
    sepLine = false
    return rows.slice(1)
  }
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += STEP) {
      const rows = withoutSep(cut(decoding.write(chunk.subarray(at, at + STEP)), false))
      for (let from = 0; from < rows.length; from += BATCH) yield rows.slice(from, from + BATCH)
    }
  }
  const rows = withoutSep(cut(decoding.end(), true))
  for (let from = 0; from < rows.length; from += BATCH) yield rows.slice(from, from + BATCH)
}
