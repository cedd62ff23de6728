import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { masterOf, recoveryKey } from './recovery-key.ts'

const masters = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes))

describe('a recovery key', () => {
  it('stands for its master key, however it is typed', () => {
    fc.assert(
      fc.property(masters, fc.constantFrom(' ', '', '-', '\n'), (master, between) => {
        const printed = recoveryKey(master)
        expect(printed).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){10}[0-9A-HJKMNP-TV-Z]{5}$/)
        expect(masterOf(printed.toLowerCase().replaceAll('-', between).replaceAll('0', 'o').replaceAll('1', 'l'))).toEqual(master)
      }),
    )
  })

  it('is refused with a letter wrong, two exchanged, or one missing', () => {
    const printed = recoveryKey(randomBytes(32)).replaceAll('-', '')
    fc.assert(
      fc.property(fc.nat(printed.length - 1), fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'.split('')), (at, letter) => {
        fc.pre(printed[at] !== letter)
        // Two check bytes let one in 65,536 pass.
        const wrong = masterOf(printed.slice(0, at) + letter + printed.slice(at + 1))
        expect(wrong === undefined || !wrong.equals(masterOf(printed)!)).toBe(true)
      }),
    )
    expect(masterOf(printed.slice(1))).toBeUndefined()
    expect(masterOf('')).toBeUndefined()
    expect(masterOf('clé de secours')).toBeUndefined()
  })
})
