import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openTestStore, type TestStore } from '../../../tests/fixtures/store.ts'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'

const word = fc.constantFrom('Zoé', 'zoe', 'Éric', 'ŒUVRE', 'oeuvre', 'a b', 'Ærø', "L'été", '100%', 'x_y', '', '𝒵')
const filled = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 3 })
const person = fc
  .record({
    lastName: filled(word),
    firstName: filled(word),
    nickname: fc.constantFrom('n1', 'n2'),
    birthday: filled(fc.constantFrom('1980-01-31', '1999-12-01', '2000-02-29')),
    status: filled(fc.constantFrom('client', 'prospect')),
    emails: filled(fc.array(fc.record({ value: fc.constantFrom('a@b.example', 'Z@b.example', 'c@d.example') }), { minLength: 1, maxLength: 2 })),
    address: filled(fc.record({ city: fc.constantFrom('Lyon', 'LYON', 'Évry') })),
  })
  .map(data => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined && value !== '')))

const fill = async (people: readonly Record<string, unknown>[]): Promise<TestStore> => {
  const test = await openTestStore()
  const op = test.operation()
  await test.store.commit(op, () => ({ drafts: people.map(data => test.store.draft(op, 'contact', data)) }))
  return test
}

const pages = (test: TestStore, request: object, limit: number): string[] => {
  const ids: string[] = []
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const page = test.reader.list({ type: 'contact', limit, ...request, ...(after === undefined ? {} : { after }) })
    ids.push(...page.rows.map(({ id }) => id))
    after = page.next
  }
  return ids
}

describe('the reader', () => {
  it('walks every record once, page by page, in any order, and pages by position agree', async () => {
    const sorting = fc.record({
      field: fc.constantFrom('lastName', 'firstName', 'birthday', 'emails', 'address.city', 'status', 'organisation', 'createdAt', 'title', 'age:birthday', 'until:birthday', 'age:createdAt', 'count:opportunity.contact', 'count:note.subject'),
      dir: fc.constantFrom('asc' as const, 'desc' as const),
      second: fc.option(fc.constantFrom('asc' as const, 'desc' as const), { nil: undefined }),
      limit: fc.integer({ min: 1, max: 9 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 60 }), fc.array(sorting, { minLength: 10, maxLength: 20 }), async (people, asked) => {
        const test = await fill(people)
        for (const { field, dir, second, limit } of asked) {
          const sort = [{ field, dir }, ...(second ? [{ field: 'nickname', dir: second }] : [])]
          const ids = pages(test, { sort }, limit)
          expect(new Set(ids).size).toBe(people.length)
          expect(ids).toEqual(pages(test, { sort }, 1_000))
          expect(test.reader.list({ type: 'contact', sort, limit: 1_000, offset: 3 }).rows.map(({ id }) => id)).toEqual(ids.slice(3))
        }
        await test.close()
      }),
      { numRuns: 6, endOnFailure: true },
    )
  })

  it('sorts without accents and case, the nameless last', async () => {
    const test = await fill(['Zola', 'étienne', 'Abel', 'Œuvrard', 'odile', undefined].map(lastName => (lastName ? { lastName } : { nickname: 'sans nom' })))
    expect(test.reader.list({ type: 'contact', limit: 10 }).rows.map(({ title }) => title)).toEqual(['Abel', 'étienne', 'odile', 'Œuvrard', 'Zola', 'sans nom'])
  })

  it('names related records and reads every kind back as it was kept', async () => {
    const test = await openTestStore()
    const organisation = await test.add('organisation', { name: 'Atelier Lenoir' })
    const data = { name: 'Affaire', organisation, phase: 'won', amount: { amount: 123_456, currency: 'EUR' }, expectedClosing: '2026-12-31' }
    const id = await test.add('opportunity', data)
    expect(test.reader.list({ type: 'opportunity', limit: 5 }).rows[0]).toEqual({ id, type: 'opportunity', title: 'Affaire', ...data, organisation: { id: organisation, title: 'Atelier Lenoir' } })
    expect(test.reader.get(id)).toMatchObject({ ...data, organisation: { id: organisation, title: 'Atelier Lenoir' } })
  })

  it('names what relations to records of any type lead to, keeps and sorts by it', async () => {
    const targets = fc.array(fc.record({ type: fc.constantFrom('contact', 'organisation', 'opportunity'), name: fc.constantFrom('Zoé', 'abel', 'Émile', 'Éva', 'Œuvre') }), { minLength: 1, maxLength: 6 })
    const notes = fc.array(fc.record({ subject: fc.nat(5) }), { minLength: 1, maxLength: 25 })
    await fc.assert(
      fc.asyncProperty(targets, notes, fc.integer({ min: 1, max: 7 }), async (subjects, written, limit) => {
        const test = await openTestStore()
        const { store, reader } = test
        const ids: string[] = []
        for (const { type, name } of subjects) ids.push(await test.add(type, type === 'contact' ? { lastName: name } : { name }))
        const op = test.operation()
        const expected = new Map<string, { id: string; title: string; type: string }>()
        await store.commit(op, () => ({
          drafts: written.map(({ subject }, i) => {
            const at = subject % subjects.length
            const draft = store.draft(op, 'note', { text: `n${i}`, subject: ids[at] })
            expected.set(draft.document.id, { id: ids[at]!, title: subjects[at]!.name, type: subjects[at]!.type })
            return draft
          }),
        }))
        await store.commit(op, () => ({ drafts: [store.change(op, store.read(ids[0]!)!, { trashedAt: store.instant() })] }))

        const sort = [{ field: 'subject', dir: 'asc' as const }]
        const found = pages(test, { type: 'note', sort }, limit)
        const subjectOf = (id: string) => expected.get(id)!
        expect(new Set(found)).toEqual(new Set(expected.keys()))
        const keys = found.map(id => fold(subjectOf(id).title))
        expect(keys).toEqual([...keys].sort())
        for (const row of reader.list({ type: 'note', limit: 100, view: ['subject'] }).rows) expect(row['subject']).toEqual(subjectOf(row.id))
        for (const id of found) expect(reader.get(id)!['subject']).toEqual(subjectOf(id))
        const keptBy = (filter: Filter) => new Set(pages(test, { type: 'note', filter }, 100))
        expect(keptBy({ field: 'subject', op: 'eq', value: ids[0]! })).toEqual(new Set(found.filter(id => subjectOf(id).id === ids[0])))
        expect(keptBy({ field: 'subject', op: 'startsWith', value: 'e' })).toEqual(new Set(found.filter(id => fold(subjectOf(id).title).startsWith('e'))))
        await test.close()
      }),
      { numRuns: 8, endOnFailure: true },
    )
  })

  it('shows columns through relations, and walks every record once in their order', async () => {
    const firms = [{ name: 'Zinguerie', sector: 'wood', billingAddress: { city: 'Évry' } }, { name: 'Étude', sector: 'it' }, { name: 'abeilles', billingAddress: { city: 'Lyon' }, parent: 0 }]
    const deal = fc.record({ name: word.filter(name => name !== ''), firm: filled(fc.nat(2)) })
    const PATHS = ['organisation.name', 'organisation.sector', 'organisation.billingAddress.city', 'organisation.parent.name', 'organisation.createdAt']
    await fc.assert(
      fc.asyncProperty(fc.array(deal, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 9 }), fc.constantFrom('asc' as const, 'desc' as const), async (deals, limit, dir) => {
        const test = await openTestStore()
        const { store, reader } = test
        const ids: string[] = []
        for (const { parent, ...data } of firms) ids.push(await test.add('organisation', parent === undefined ? data : { ...data, parent: ids[parent] }))
        const op = test.operation()
        await store.commit(op, () => ({ drafts: deals.map(({ name, firm }) => store.draft(op, 'opportunity', firm === undefined ? { name } : { name, organisation: ids[firm] })) }))
        for (const field of PATHS) {
          const found = pages(test, { type: 'opportunity', sort: [{ field, dir }] }, limit)
          expect(new Set(found).size).toBe(deals.length)
          expect(found).toEqual(pages(test, { type: 'opportunity', sort: [{ field, dir }] }, 1_000))
        }
        const { rows } = reader.list({ type: 'opportunity', limit: 100, view: ['organisation', ...PATHS], sort: [{ field: 'organisation.name', dir }] })
        for (const row of rows) {
          const firm = firms[ids.indexOf((row['organisation'] as { id: string } | undefined)?.id ?? '')]
          const shown = { 'organisation.name': firm?.name, 'organisation.sector': firm?.sector, 'organisation.billingAddress.city': firm?.billingAddress?.city, 'organisation.parent.name': firm?.parent === undefined ? undefined : firms[firm.parent]!.name }
          expect(Object.fromEntries(Object.keys(shown).map(path => [path, row[path]]))).toEqual(shown)
          expect(row['organisation.createdAt'] === undefined).toBe(firm === undefined)
        }
        const names = rows.map(row => row['organisation.name'] as string | undefined)
        const expected = names.filter(name => name !== undefined).sort((a, b) => (fold(a) < fold(b) ? -1 : 1) * (dir === 'asc' ? 1 : -1))
        expect(names.filter(name => name !== undefined)).toEqual(expected)
        await test.close()
      }),
      { numRuns: 8, endOnFailure: true },
    )
  })

  it('names the first of the records at the other end of relations, and leaves out what is in the trash', async () => {
    const test = await openTestStore()
    const { store, reader } = test
    const dupont = await test.add('contact', { lastName: 'Dupont' })
    const firms: string[] = []
    for (const name of ['A', 'B', 'C', 'D', 'E']) firms.push(await test.add('organisation', { name }))
    for (const firm of firms) await test.add('relation', { kind: 'customer', subject: dupont, object: firm })
    await test.add('relation', { kind: 'partner', subject: firms[0], object: dupont })
    await test.add('relation', { kind: 'supplier', subject: dupont, object: firms[0] })
    const op = test.operation()
    await store.commit(op, () => ({ drafts: [store.change(op, store.read(firms[1]!)!, { trashedAt: store.instant() })] }))
    const shown = (type: string, path: string) => reader.list({ type, limit: 5, view: [path] }).rows[0]![path] as { value: { id: string; title?: string; type?: string } }[]
    expect(shown('contact', 'relation:customer:subject').map(({ value }) => value)).toEqual([
      { id: firms[0], type: 'organisation', title: 'A' },
      { id: firms[2], type: 'organisation', title: 'C' },
      { id: firms[3], type: 'organisation', title: 'D' },
      { id: firms[4] },
    ])
    expect(shown('contact', 'relation:partner:either').map(({ value }) => value.title)).toEqual(['A'])
    expect(shown('organisation', 'relation:customer:object').map(({ value }) => value.title)).toEqual(['Dupont'])
    expect(reader.list({ type: 'contact', limit: 5, view: ['relation:customer:object'] }).rows[0]).toEqual({ id: dupont, type: 'contact', title: 'Dupont' })
    expect(() => reader.list({ type: 'contact', limit: 5, sort: [{ field: 'relation:customer:subject', dir: 'asc' }] })).toThrow('BAD_INPUT')
    const plan = store.db.sql('explain query plan select c.f_object from relation c where c.st = 0 and c.f_subject in (select value from json_each(?)) and c.k_kind = ? and c.f_kind = ?').all('[]', 'x', 'x') as { detail: string }[]
    expect(plan.map(({ detail }) => detail).join()).toContain('relation_by_subject_kind (st=? AND f_subject=? AND k_kind=?')
  })

  it('says when and by whom the records of a page were made', async () => {
    const test = await openTestStore(() => Date.UTC(2026, 10, 20, 13))
    const id = await test.add('contact', { lastName: 'Vu' })
    expect(test.reader.list({ type: 'contact', limit: 5, view: ['createdAt', 'updatedAt', 'createdBy'] }).rows).toEqual([
      { id, type: 'contact', title: 'Vu', createdAt: '2026-11-20T13:00:00.000Z', updatedAt: '2026-11-20T13:00:00.000Z', createdBy: 'local' },
    ])
  })

  it('finds the notes of a record without looking at the others', async () => {
    const { store } = await openTestStore()
    const plan = store.db.sql('explain query plan select n from note c where c.st = 0 and c.f_subject = ?').all('x') as { detail: string }[]
    expect(plan.map(({ detail }) => detail).join()).toContain('note_by_subject (st=? AND f_subject=?)')
  })

  it('refuses a field that the type does not have, and a cursor that is none', async () => {
    const test = await openTestStore()
    expect(() => test.reader.list({ type: 'contact', limit: 5, view: ['nope'] })).toThrow('UNKNOWN_FIELD')
    expect(() => test.reader.list({ type: 'contact', limit: 5, filter: { field: 'vcardLines', op: 'notEmpty' } })).toThrow('UNKNOWN_FIELD')
    expect(() => test.reader.list({ type: 'contact', limit: 5, after: 'x' })).toThrow('BAD_INPUT')
    expect(() => test.reader.count({ type: 'nope' })).toThrow('UNKNOWN_TYPE')
  })
})
