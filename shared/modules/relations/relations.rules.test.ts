import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type KindRecord, mergeKinds, otherSide, type RelationKind, SHIPPED_KINDS, SIDES } from './relation-kinds.ts'
import { linkRefusal, type Party, sideRefusal, sidesFor } from './relations.rules.ts'

const TYPES = ['contact', 'organisation', 'opportunity']
const TAGS = ['a', 'b', 'c']

const items = (values: readonly string[]): { value: string }[] => values.map(value => ({ value }))
const some = (of: readonly string[]): fc.Arbitrary<string[]> => fc.uniqueArray(fc.constantFrom(...of))
const party: fc.Arbitrary<Party> = fc.record({ id: fc.constantFrom('x', 'y', 'z'), type: fc.constantFrom(...TYPES), tags: some(TAGS) })

const kind: fc.Arbitrary<RelationKind> = fc
  .record({ subjectTypes: some(TYPES), objectTypes: some(TYPES), subjectRequired: some(TAGS), subjectForbidden: some(TAGS), objectRequired: some(TAGS), objectForbidden: some(TAGS), disabled: fc.boolean() })
  .map(({ subjectTypes, objectTypes, ...rest }) => {
    const record: KindRecord = { id: 'k', subjectPredicate: 'aide', objectPredicate: 'est aidé par', subjectTypes: items(subjectTypes), objectTypes: items(objectTypes), ...rest }
    return mergeKinds([record]).at(-1)!
  })

const turned = (of: RelationKind): RelationKind => ({ ...of, subject: of.object, object: of.subject })

describe('what a kind of relation allows', () => {
  it('is the same read from either side', () => {
    fc.assert(
      fc.property(kind, party, party, (of, subject, object) => {
        expect(linkRefusal(turned(of), object, subject) === undefined).toBe(linkRefusal(of, subject, object) === undefined)
      }),
    )
  })

  it('is exactly two different records that suit their sides, of a kind that is offered', () => {
    const suits = (of: RelationKind, side: 'subject' | 'object', { type, tags }: Party): boolean =>
      (of[side].types.length === 0 || of[side].types.includes(type)) && of[side].required.every(tag => tags.includes(tag)) && !of[side].forbidden.some(tag => tags.includes(tag))
    fc.assert(
      fc.property(kind, party, party, (of, subject, object) => {
        const allowed = !of.isDisabled && subject.id !== object.id && suits(of, 'subject', subject) && suits(of, 'object', object)
        expect(linkRefusal(of, subject, object) === undefined).toBe(allowed)
      }),
    )
  })

  it('names the tags that are missing, and those that are wrong', () => {
    fc.assert(
      fc.property(kind, party, fc.constantFrom(...SIDES), (of, one, side) => {
        const refused = sideRefusal(of, side, one)
        if (refused?.reason === 'missing') expect(refused.tags).toEqual(of[side].required.filter(tag => !one.tags.includes(tag)))
        if (refused?.reason === 'forbidden') expect(refused.tags).toEqual(of[side].forbidden.filter(tag => one.tags.includes(tag)))
        if (refused?.reason === 'type') expect(refused.types).not.toContain(one.type)
      }),
    )
  })

  it('is offered on the sides where a record of the type can stand, and once when both read alike', () => {
    const [partner] = mergeKinds([]).filter(({ key }) => key === 'partner')
    expect(sidesFor(partner!, 'contact')).toEqual(['subject'])
    const [employs] = mergeKinds([]).filter(({ key }) => key === 'employs')
    expect(sidesFor(employs!, 'contact')).toEqual(['object'])
    expect(sidesFor(employs!, 'organisation')).toEqual(['subject'])
    expect(sidesFor({ ...employs!, isInternal: true }, 'contact')).toEqual([])
  })
})

describe('the kinds', () => {
  it('are the shipped ones in their order, then those of users', () => {
    const own: KindRecord = { id: 'own', subjectPredicate: 'parraine', objectPredicate: 'est parrainé par' }
    expect(mergeKinds([own]).map(({ key }) => key)).toEqual([...SHIPPED_KINDS.map(({ key }) => key), 'own'])
  })

  it('keep what users changed of a shipped one, and else what it is', () => {
    const [employs] = mergeKinds([{ id: 'r', key: 'employs', subjectPredicate: 'fait travailler', disabled: true }])
    expect(employs).toMatchObject({ key: 'employs', record: 'r', isShipped: true, isDisabled: true, subject: { predicate: 'fait travailler', types: ['organisation'] }, object: { types: ['contact'] } })
    expect(employs!.object.predicate).toBeUndefined()
  })

  it('of users read alike from both sides when their words are the same', () => {
    const alike = (subjectPredicate: string, objectPredicate: string): boolean => mergeKinds([{ id: 'r', subjectPredicate, objectPredicate }]).at(-1)!.isSymmetric
    expect(alike('Est associé à', 'est associé à')).toBe(true)
    expect(alike('parraine', 'est parrainé par')).toBe(false)
  })

  it('have two sides, each across from the other', () => {
    for (const side of SIDES) expect(otherSide(otherSide(side))).toBe(side)
  })
})
