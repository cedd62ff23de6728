import fc from 'fast-check'
import { expect, it } from 'vitest'
import { phoneNumber } from './phone-number.ts'

it.each(['04 76 12 08 91', '+33 4 76 12 08 91', '0033476120891', '+33 (0)4.76.12.08.91', '04-76-12-08-91', '04 76 12 08 91 poste 12', 'Tél. : 0476120891'])('%s is one number', text =>
  expect(phoneNumber(text)).toBe('+33476120891'),
)

it.each([['+41 22 345 67 89', '+41223456789'], ['06 12 34 56 78', '+33612345678'], ['3949123', '3949123'], ['3949', undefined], ['poste 12', undefined], ['', undefined]])('%s is %s', (text, number) =>
  expect(phoneNumber(text)).toBe(number),
)

it('is the same however it is spaced, and once it is written so', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^0[1-9]\d{8}$/), fc.constantFrom(' ', '.', '-', '\u00a0', ''), (digits, space) => {
      const number = phoneNumber(digits)!
      expect(phoneNumber(digits.match(/../g)!.join(space))).toBe(number)
      expect(phoneNumber(number)).toBe(number)
    }),
  )
})
