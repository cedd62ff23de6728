import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { opportunity } from '../../../shared/modules/opportunities/opportunity.entity.ts'
import { registry } from '../../../shared/registry.ts'
import { parseTarget } from '../imports/headings.ts'
import { LANGUAGES, loadLocales } from './locales.ts'

const locales = loadLocales(join(import.meta.dirname, '../../../assets/locales'))

describe('the locales', () => {
  it('answer in the language asked for, with what is to be filled in', () => {
    expect(locales.label('fr', 'persons.contact.fields.firstName')).toBe('Prénom')
    expect(locales.label('en', 'persons.contact.fields.firstName')).toBe('First name')
    expect(locales.label('en', 'problems.DATE_INVALID', { value: '31/02/2026' })).toContain('31/02/2026')
    expect(locales.label('en', 'problems.DATE_INVALID')).toContain('{{value}}')
  })

  it('give the path of a text that does not exist, so that it is seen', () => {
    for (const path of ['persons.contact.fields.shoeSize', 'nothing', 'persons.contact', 'persons.toString.length']) expect(locales.label('fr', path)).toBe(path)
  })

  it('know every name of a choice', () => {
    expect(locales.names(opportunity.fields.phase.values!.labels, 'won')).toEqual(expect.arrayContaining(['Gagnée', 'Gagné', 'Won', 'Closed won']))
    expect(locales.names('persons.commercialStatus', 'nothing')).toEqual([])
  })

  it('name only headings of places that a type has', () => {
    for (const entity of registry) {
      for (const language of LANGUAGES) {
        const headings = Object.keys(locales.at(language, `${entity.labels}.headings`) ?? {})
        expect(headings.filter(target => !parseTarget(entity, target)), `${language} ${entity.type}`).toEqual([])
      }
    }
  })
})
