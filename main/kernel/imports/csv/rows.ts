import type { CsvDialect } from './dialect.ts'
import { restore } from './formula.ts'

/** Why a row is not to be trusted: a cell opens a quote that nothing closes, or the row passes the limits. */
export type RowFault = 'openQuote' | 'tooLong' | 'tooManyCells'

export interface Row {
  /** Physical line at which it begins, from 1. */
  readonly line: number
  readonly cells: string[]
  readonly fault?: RowFault
}

/** In UTF-16 units. */
export const MAX_ROW = 1_000_000
export const MAX_CELLS = 2_000

/** A row cut by the end of the text: more of it may come. */
const CUT = Symbol('cut')
/** A quote that nothing closes. */
const OPEN = Symbol('open')

/**
 * Cuts text, given in pieces, into rows. Cells between quotes may hold delimiters, line ends and doubled quotes; a quote
 * inside a cell, or one followed by something else than a delimiter, is an ordinary sign. Where a quote is never closed,
 * its line alone is at fault: the lines after it are read. Rows whose cells are all blank are skipped.
 */
export const rowCutter = ({ delimiter, quote, lineEnd }: Pick<CsvDialect, 'delimiter' | 'quote' | 'lineEnd'>) => {
  let text = ''
  let line = 1
  /** Inside a line too long to keep: what comes is dropped up to its end. */
  let skipping = false

  const countLines = (from: number, to: number): number => {
    let count = 0
    for (let at = text.indexOf(lineEnd, from); at >= 0 && at < to; at = text.indexOf(lineEnd, at + 1)) count++
    return count
  }

  const contentEnd = (from: number, to: number): number => (lineEnd === '\n' && to > from && text.charCodeAt(to - 1) === 13 ? to - 1 : to)

  /** Where the cell that opens a quote at `start` ends, or why it has no end. */
  const quotedCell = (start: number, last: boolean): { value: string; end: number } | typeof CUT | typeof OPEN => {
    let doubled = false
    for (let at = text.indexOf(quote, start + 1); at >= 0; at = text.indexOf(quote, at + 1)) {
      const next = text[at + 1]
      if (next === quote) {
        doubled = true
        at++
        continue
      }
      if (next === undefined && !last) return CUT
      if (next === '\r' && text[at + 2] === undefined && !last) return CUT
      const closes = next === undefined || next === delimiter || next === lineEnd || (next === '\r' && (text[at + 2] ?? '\n') === lineEnd)
      if (closes) {
        const inner = text.slice(start + 1, at)
        return { value: doubled ? inner.replaceAll(quote + quote, quote) : inner, end: next === '\r' && lineEnd === '\n' ? at + 2 : at + 1 }
      }
      if (text.slice(start, at).includes(lineEnd)) return OPEN
      const delimiterAt = text.indexOf(delimiter, at)
      const lineAt = text.indexOf(lineEnd, at)
      if (delimiterAt < 0 && lineAt < 0 && !last) return CUT
      const stop = Math.min(delimiterAt < 0 ? text.length : delimiterAt, lineAt < 0 ? text.length : lineAt)
      const closing = text.lastIndexOf(quote, stop - 1)
      if (closing > at && closing === contentEnd(start, stop) - 1) {
        return { value: text.slice(start + 1, closing).replaceAll(quote + quote, quote), end: stop }
      }
      return { value: text.slice(start, contentEnd(start, stop)), end: stop }
    }
    return last ? OPEN : CUT
  }

  /** Reads the row at `start`, which holds quotes, cell by cell. */
  const quotedRow = (start: number, last: boolean): { cells: string[]; end: number } | typeof CUT | typeof OPEN => {
    const cells: string[] = []
    let at = start
    let lineAt = -1
    for (;;) {
      if (text[at] === quote) {
        const cell = quotedCell(at, last)
        if (cell === CUT || cell === OPEN) return cell
        cells.push(cell.value)
        at = cell.end
      } else {
        if (lineAt < at) {
          const found = text.indexOf(lineEnd, at)
          if (found < 0 && !last) return CUT
          lineAt = found < 0 ? text.length : found
        }
        const found = text.indexOf(delimiter, at)
        if (found >= 0 && found < lineAt) {
          cells.push(text.slice(at, found))
          at = found
        } else {
          cells.push(text.slice(at, contentEnd(at, lineAt)))
          at = lineAt
        }
      }
      if (at >= text.length) return { cells, end: at }
      if (text[at] === lineEnd) return { cells, end: at + 1 }
      at++
      if (at >= text.length) {
        if (!last) return CUT
        return { cells: [...cells, ''], end: at }
      }
    }
  }

  const keep = (rows: Row[], cells: string[], length: number, fault?: RowFault): void => {
    let blank = true
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i]!
      if (cell === '') continue
      if (cell.charCodeAt(0) === 39) cells[i] = restore(cell)
      if (blank && cell.trim() !== '') blank = false
    }
    if (blank) return
    const found = length > MAX_ROW ? 'tooLong' : cells.length > MAX_CELLS ? 'tooManyCells' : fault
    const kept = cells.length > MAX_CELLS ? cells.slice(0, MAX_CELLS) : cells
    rows.push(found ? { line, cells: kept, fault: found } : { line, cells: kept })
  }

  /** Takes the next piece and gives the rows that it completes; `last` completes what remains. */
  return (piece: string, last: boolean): Row[] => {
    const rows: Row[] = []
    text = text === '' ? piece : text + piece
    let at = 0
    while (at < text.length) {
      const lineAt = text.indexOf(lineEnd, at)
      const end = lineAt < 0 ? text.length : lineAt
      const next = lineAt < 0 ? end : lineAt + 1
      if (skipping) {
        skipping = lineAt < 0
        if (!skipping) line++
        at = next
        continue
      }
      if (lineAt < 0 && !last && text.length - at <= MAX_ROW) break
      const physical = text.slice(at, contentEnd(at, end))
      if (lineAt < 0 && !last) {
        keep(rows, physical.slice(0, MAX_ROW).split(delimiter), physical.length, 'tooLong')
        skipping = true
        at = end
      } else if (!physical.includes(quote)) {
        keep(rows, physical.split(delimiter), physical.length)
        line++
        at = next
      } else {
        const row = quotedRow(at, last)
        if (row === CUT && text.length - at <= MAX_ROW) break
        if (row === CUT || row === OPEN) {
          keep(rows, physical.split(delimiter), physical.length, 'openQuote')
          line++
          at = next
        } else {
          keep(rows, row.cells, row.end - at)
          line += countLines(at, row.end)
          at = row.end
        }
      }
    }
    text = text.slice(at)
    return rows
  }
}
