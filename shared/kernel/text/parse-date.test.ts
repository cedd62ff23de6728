import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DateOrder, detectDateOrder, instantOf, isZone, readDate } from './parse-date.ts'

const day = (text: string, order?: DateOrder): string | null | undefined => {
  const written = readDate(text, order)
  return written && written.day
}

describe('reading dates', () => {
  it.each([
    '20/11/2026', '20-11-2026', '20.11.26', '20 11 2026', '2026-11-20', '2026/11/20', '20261120', '20 novembre 2026', '20 nov. 26', '20 NOV 2026', 'vendredi 20 novembre 2026',
    'Nov 20, 2026', 'November 20th, 2026', '20-nov-26', '20-Nov-2026', '2026-11-20T13:30:00Z', '2026-11-20 13:30:00', '20/11/2026 13:30', '20/11/2026 à 13h30', 'Fri, 20 Nov 2026 13:30:00 +0100',
  ])('%s is 20 November 2026', text => {
    expect(day(text)).toBe('2026-11-20')
  })

  it('knows the months of both languages, short or long', () => {
    for (const [text, expected] of [['1er août 2026', '08'], ['1 févr. 2026', '02'], ['1 Dec 2026', '12'], ['1 déc. 2026', '12'], ['1 juin 2026', '06'], ['1 juil. 2026', '07'], ['1 May 2026', '05']]) {
      expect(day(text!)).toBe(`2026-${expected}-01`)
    }
    expect(day('1 jui 2026')).toBeUndefined()
  })

  it('reads the month first only where the column proves it', () => {
    expect(detectDateOrder(['03/04/2026', '11/20/2026', ''])).toBe('mdy')
    expect(detectDateOrder(['03/04/2026'])).toBe('dmy')
    expect(detectDateOrder(['20/11/2026', '11/20/2026'])).toBe('dmy')
    expect(day('11/20/2026', 'mdy')).toBe('2026-11-20')
    expect(day('11/20/2026')).toBeUndefined()
  })

  it('reads spreadsheet day numbers only in a column that has nothing else', () => {
    expect(detectDateOrder(['46346', '45000'])).toBe('serial')
    expect(detectDateOrder(['46346', '20/11/2026'])).toBe('dmy')
    expect(day('46346', 'serial')).toBe('2026-11-20')
    expect(readDate('46346.5625', 'serial')).toMatchObject({ day: '2026-11-20', time: '13:30:00.000' })
    expect(day('46346')).toBeUndefined()
  })

  it.each(['31/02/2026', '29/02/2025', '2026-13-01', '00/01/2026', '20/11', 'demain', '', '20/11/2026 25:00', '20/11/2026 13:30 or so', '2026-11-200'])('refuses %j', text => {
    expect(readDate(text)).toBeUndefined()
  })

  it('takes the zero dates of databases as empty', () => {
    expect(readDate('0000-00-00')).toBeNull()
    expect(readDate('0000-00-00 00:00:00')).toBeNull()
  })

  it('puts two-digit years where spreadsheets do', () => {
    expect(day('12/05/47')).toBe('1947-05-12')
    expect(day('12/05/29')).toBe('2029-05-12')
  })

  it('turns a wall time into its instant, also around the changes of the clock', () => {
    const at = (text: string): string => instantOf(readDate(text)!, 'Europe/Paris')
    expect(at('2026-11-20 14:30')).toBe('2026-11-20T13:30:00.000Z')
    expect(at('2026-07-01 14:30')).toBe('2026-07-01T12:30:00.000Z')
    expect(at('2026-10-25 02:30')).toBe('2026-10-25T00:30:00.000Z')
    expect(at('2026-03-29 02:30')).toBe('2026-03-29T01:30:00.000Z')
    expect(at('2026-11-20T14:30:00+05:30')).toBe('2026-11-20T09:00:00.000Z')
    expect(isZone('Europe/Paris')).toBe(true)
    expect(isZone('Mars/Olympus')).toBe(false)
  })

  it('never throws and never gives a day that does not exist', () => {
    const piece = fc.oneof(fc.string({ maxLength: 40 }), fc.stringMatching(/^\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}$/))
    fc.assert(
      fc.property(piece, fc.constantFrom('dmy' as const, 'mdy' as const, 'serial' as const), (text, order) => {
        const found = day(text, order) || '2026-11-20'
        expect(new Date(`${found}T00:00:00Z`).toISOString().slice(0, 10)).toBe(found)
      }),
    )
  })
})
