import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadLocales } from '../i18n/locales.ts'
import { placeWord } from './place-word.ts'

const locales = loadLocales(join(import.meta.dirname, '../../../assets/locales'))
const CONTACT = { labels: 'persons.contact', fields: {} }

it('a place is named by its field, and inside an address by its part', () => {
  expect(placeWord(locales, 'fr', CONTACT, 'lastName')).toBe('Nom')
  expect(placeWord(locales, 'fr', CONTACT, 'address.city')).toBe('Adresse - Ville')
  expect(placeWord(locales, 'en', CONTACT, 'shoeSize')).toBeUndefined()
  expect(placeWord(locales, 'en', CONTACT, '')).toBeUndefined()
})

it('a field of users’ own is named as they named it', () => {
  const fields = { x_rent: { kind: 'money', words: { fr: 'Loyer', en: 'Rent' } } } as const
  expect(placeWord(locales, 'en', { ...CONTACT, fields }, 'x_rent')).toBe('Rent')
})
