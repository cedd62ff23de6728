import fc from 'fast-check'
import i18next, { type TFunction } from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { filterOn } from '../../../tests/fixtures/arbitrary-filter.ts'
import { mergeValues } from '../../../shared/kernel/entity/merge-values.ts'
import { TAGS, type ValueList } from '../../../shared/kernel/entity/value-list.ts'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { systemFilters } from '../../../shared/kernel/filter/saved.ts'
import { registry } from '../../../shared/registry.ts'
import { words as laterEn } from '../text/words-en-later.ts'
import { words as en } from '../text/words-en.ts'
import { words as laterFr } from '../text/words-fr-later.ts'
import { words as fr } from '../text/words-fr.ts'
import { type FilterNames, phraseText, sayFilter } from './say-filter.ts'
import { entityOf } from '../state/entity-of.ts'

const bundle = (words: Record<string, Record<string, unknown>>) => ({ translation: Object.fromEntries(Object.entries(words).map(([path, value]) => [path.slice(path.lastIndexOf('/') + 1, -'.json'.length), value])) })
const VIP = '0190a0e0-0000-7000-8000-000000000000'
const kinds = [{ key: 'customer', isSymmetric: false, subject: { types: [] }, object: { types: [] } }]
const offered = (list: ValueList) => (list.name === TAGS.name ? [{ key: VIP, label: 'VIP', colour: 'neutral' as const, disabled: false }] : mergeValues(list, []))

let speak: (language: 'fr' | 'en') => TFunction
beforeAll(async () => {
  const instance = i18next.createInstance()
  await instance.init({ resources: { fr: bundle({ ...fr, ...laterFr }), en: bundle({ ...en, ...laterEn }) }, lng: 'fr', fallbackLng: false, interpolation: { escapeValue: false } })
  speak = language => instance.getFixedT(language)
})

const namesIn = (language: 'fr' | 'en', more: Partial<FilterNames> = {}): FilterNames => ({
  speech: { t: speak(language), language, offered },
  kinds,
  entityOf,
  saved: id => systemFilters(registry).get(id),
  hasKind: kind => kinds.some(({ key }) => key === kind),
  hasTag: id => id === VIP,
  hasRecord: () => true,
  titleOf: id => (id === VIP ? 'Menuiserie Morel' : undefined),
  ...more,
})
const said = (filter: Filter, type = 'contact', language: 'fr' | 'en' = 'fr'): string => phraseText(sayFilter(filter, entityOf(type)!, namesIn(language))).replaceAll('\u00a0', ' ')

describe('a filter in words', () => {
  it('reads as a sentence in both languages', () => {
    const filter: Filter = { all: [{ field: 'organisation.sector', op: 'in', value: ['construction', 'retail'] }, { field: 'birthday', op: 'recurs', value: { period: 'thisMonth' } }] }
    expect(said(filter)).toBe('le secteur de l’organisation est Bâtiment ou Commerce, et l’anniversaire tombe ce mois-ci')
    expect(said(filter, 'contact', 'en')).toContain('the sector of the company')
  })

  it('says dates, amounts, tags, relations and other filters', () => {
    expect(said({ field: 'since', op: 'within', value: { last: 30, unit: 'day' } })).toBe('la date de mise en relation remonte à moins de 30 jours')
    expect(said({ field: 'contact.birthday', op: 'within', value: { period: 'past' } }, 'opportunity')).toBe('l’anniversaire du contact est dans le passé')
    expect(said({ field: 'amount', op: 'gte', value: 100_000 }, 'opportunity').replaceAll('\u202f', ' ')).toBe('le montant vaut au moins 1 000,00 €')
    expect(said({ field: 'tags', op: 'hasNone', value: [VIP] })).toBe('la fiche ne porte pas l’étiquette VIP')
    expect(said({ relation: { kind: 'customer', side: 'subject', exists: true, type: 'organisation', id: VIP } })).toBe('la fiche a la relation « est client de » avec Menuiserie Morel')
    expect(said({ not: { saved: 'contact.customers' } })).toBe('la fiche ne répond pas au filtre « Clients »')
    expect(said({ field: 'owner', op: 'eq', value: { me: true } })).toBe('le propriétaire est moi')
  })

  it('keeps apart what is joined by and and by or', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((value): Filter => ({ field: 'lastName', op: 'contains', value })) as [Filter, Filter, Filter]
    expect(said({ all: [a, { any: [b, c] }] })).toBe('le nom contient « a », et (le nom contient « b » ou le nom contient « c »)')
    expect(said({ not: { all: [a, b] } })).toBe('sauf quand (le nom contient « a », et le nom contient « b »)')
    expect(said({ not: a })).toBe('le nom ne contient pas « a »')
  })

  it('names what is broken, where it is, and why', () => {
    expect(said({ all: [{ field: 'gone', op: 'eq', value: 'x' }, { field: 'lastName', op: 'empty' }] })).toBe('gone (le champ demandé n’existe plus), et le nom est vide')
    expect(said({ saved: 'contact.gone' })).toContain('le filtre repris n’existe plus')
    expect(said({ relation: { kind: 'gone', side: 'subject', exists: true } })).toContain('cette relation n’existe plus')
    expect(said({ not: { field: 'tags', op: 'hasAny', value: ['gone'] } })).toContain('une étiquette n’existe plus')
  })

  it('has words for whatever can be asked', () => {
    for (const language of ['fr', 'en'] as const) {
      for (const { type } of registry.filter(entity => !entity.internal)) {
        const filters = filterOn(entityOf(type)!, { registry, ids: () => fc.constant(VIP), kinds: ['customer'], saved: of => [...systemFilters(registry).values()].filter(({ forType }) => forType === of).map(({ id }) => id), links: 1 })
        fc.assert(
          fc.property(filters, filter => {
            const text = said(filter, type, language)
            expect(text).not.toBe('')
            expect(text).not.toMatch(/\b(filters|persons|relations|journal|ui)\.[a-z]|undefined|\{\{/)
          }),
          { numRuns: 150 },
        )
      }
    }
  })
})
