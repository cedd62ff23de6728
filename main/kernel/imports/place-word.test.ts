import { expect, it } from 'vitest'
import { loadLocales } from '../i18n/locales.ts'
import { placeWord } from './place-word.ts'

const locales = loadLocales()

it('a place is named by its field, and inside an address by its part', () => {
  expect(placeWord(locales, 'fr', 'persons.contact', 'lastName')).toBe('Nom')
  expect(placeWord(locales, 'fr', 'persons.contact', 'address.city')).toBe('Adresse - Ville')
  expect(placeWord(locales, 'en', 'persons.contact', 'shoeSize')).toBeUndefined()
  expect(placeWord(locales, 'en', 'persons.contact', '')).toBeUndefined()
})
