import { createHash } from 'node:crypto'

/** Crockford's alphabet: no letter that a hurried hand makes look like another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const MASTER_BYTES = 32
const CHECK_BYTES = 2
const GROUP = 5
const LETTERS = Math.ceil(((MASTER_BYTES + CHECK_BYTES) * 8) / 5)

const checkOf = (master: Buffer): Buffer => createHash('sha256').update('calepin recovery').update(master).digest().subarray(0, CHECK_BYTES)

/** A master key as something to print and keep: 55 letters and digits in groups of five, the last two bytes a check of the others. */
export const recoveryKey = (master: Buffer): string => {
  const bits = Array.from(Buffer.concat([master, checkOf(master)]), byte => byte.toString(2).padStart(8, '0')).join('').padEnd(LETTERS * 5, '0')
  const letters = Array.from({ length: LETTERS }, (_, i) => ALPHABET[Number.parseInt(bits.slice(i * 5, i * 5 + 5), 2)]).join('')
  return letters.match(new RegExp(`.{1,${GROUP}}`, 'g'))!.join('-')
}

/** The master key that a printed key stands for, however it was typed; undefined when a letter is wrong. */
export const masterOf = (typed: string): Buffer | undefined => {
  const letters = typed.toUpperCase().replace(/[^0-9A-Z]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  const values = [...letters].map(letter => ALPHABET.indexOf(letter))
  if (values.length !== LETTERS || values.includes(-1)) return undefined
  const bits = values.map(value => value.toString(2).padStart(5, '0')).join('')
  const bytes = Buffer.from(Array.from({ length: MASTER_BYTES + CHECK_BYTES }, (_, i) => Number.parseInt(bits.slice(i * 8, i * 8 + 8), 2)))
  const master = bytes.subarray(0, MASTER_BYTES)
  return checkOf(master).equals(bytes.subarray(MASTER_BYTES)) && recoveryKey(master).replaceAll('-', '') === letters ? master : undefined
}
