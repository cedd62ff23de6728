const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
const NEUTRALISED = /^'+[=+\-@\t\r\n＝＋－＠]/
/** `-1 234,50 €`, `+12`: a sign and one number. */
const NUMBER = /^[+-]\d[\d\s.,]*[€%]?$/
/** `+33 (0)6 12-34`: a plus and only digits, spaces and `.-()`. */
const PHONE = /^\+[\d \u00a0\u202f.()-]*$/

/**
 * Puts a quote before a cell that a spreadsheet would run as a formula. Signed numbers and international phone numbers
 * stay as they are: a spreadsheet reads them as numbers, and a quote would spoil every phone of the file.
 */
export const neutralise = (cell: string): string =>
  NEUTRALISED.test(cell) || (FORMULA.test(cell) && !NUMBER.test(cell) && !PHONE.test(cell)) ? `'${cell}` : cell

/** Takes the quote of {@link neutralise} away. */
export const restore = (cell: string): string => (cell.charCodeAt(0) === 39 && NEUTRALISED.test(cell) ? cell.slice(1) : cell)
