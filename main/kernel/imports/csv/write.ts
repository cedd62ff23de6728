import { neutralise } from './formula.ts'

export interface CsvStyle {
  readonly delimiter: string
  /** Without a byte order mark, spreadsheets read UTF-8 as Windows-1252. */
  readonly bom: boolean
}

/** Bytes gathered before they go out. */
const STEP = 65_536

/** One row as RFC 4180 writes it, its formulas neutralised. */
const rowText = (cells: readonly string[], delimiter: string): string =>
  `${cells.map(cell => quoted(neutralise(cell), delimiter)).join(delimiter)}\r\n`

const quoted = (cell: string, delimiter: string): string => (/["\r\n]|^\s|\s$/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** Writes rows as UTF-8 CSV that spreadsheets open and our reader reads back the same. */
export async function* writeCsv(rows: AsyncIterable<readonly string[]>, { delimiter, bom }: CsvStyle = { delimiter: ';', bom: true }): AsyncGenerator<Uint8Array> {
  let text = bom ? '\ufeff' : ''
  for await (const cells of rows) {
    text += rowText(cells, delimiter)
    if (text.length >= STEP) {
      yield Buffer.from(text)
      text = ''
    }
  }
  if (text) yield Buffer.from(text)
}
