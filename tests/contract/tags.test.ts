import { beforeEach, describe, expect, it } from 'vitest'
import { openTestCore, stage, type TestCore, valueOf } from '../fixtures/core.ts'

const save = async ({ client }: TestCore, type: string, patch: Record<string, unknown>, id?: string): Promise<string> => (await valueOf(client.entities.save({ type, patch, ...(id && { id }) }))).record.id
const tagsOf = async ({ client }: TestCore, type: string, id: string): Promise<unknown> => (await valueOf(client.entities.get({ type, id }))).record['tags']
const holders = async ({ client }: TestCore, tag: string): Promise<string[]> =>
  (await valueOf(client.entities.list({ type: 'contact', filter: { field: 'tags', op: 'in', value: [tag] } }))).rows.map(({ title }) => title)

describe('tags', () => {
  let test: TestCore
  let vip: string
  let press: string
  beforeEach(async () => {
    test = await openTestCore()
    vip = await save(test, 'tag', { name: 'VIP', colour: 'plum' })
    press = await save(test, 'tag', { name: 'Presse' })
  })

  it('are put on records of every type that stands by itself, listed and counted', async () => {
    const camille = await save(test, 'contact', { lastName: 'Martin', tags: [vip, press, vip] })
    await save(test, 'contact', { lastName: 'Roux' })
    await save(test, 'organisation', { name: 'Dupont', tags: [vip] })
    await save(test, 'opportunity', { name: 'Toiture', tags: [press] })
    expect(await tagsOf(test, 'contact', camille)).toEqual([vip, press])
    expect(await holders(test, vip)).toEqual(['Martin'])
    expect(await valueOf(test.client.entities.count({ type: 'contact', filter: { field: 'tags', op: 'empty' } }))).toEqual({ count: 1 })
    expect(await valueOf(test.client.tags.uses({}))).toEqual({ uses: { [vip]: { contact: 1, organisation: 1 }, [press]: { contact: 1, opportunity: 1 } } })
    expect((await test.client.entities.save({ type: 'note', patch: { tags: [vip] } })).ok).toBe(false)
  })

  it('have one name each, accents and case aside', async () => {
    expect(await test.client.entities.save({ type: 'tag', patch: { name: 'presse ' } })).toMatchObject({ ok: false, error: { code: 'INVALID_RECORD', params: { problems: [{ field: 'name', code: 'NAME_TAKEN' }] } } })
    await valueOf(test.client.entities.remove({ type: 'tag', id: press }))
    await save(test, 'tag', { name: 'PRESSE' })
    expect((await test.client.entities.restore({ type: 'tag', id: press })).ok).toBe(false)
  })

  it('are refused where they are not meant to be, and stay where they are when they are no longer offered', async () => {
    const firms = await save(test, 'tag', { name: 'Grand compte', types: [{ value: 'organisation' }] })
    const refused = { ok: false, error: { code: 'INVALID_RECORD', params: { problems: [{ field: 'tags', code: 'NOT_A_CHOICE', params: { value: 'Grand compte' } }] } } }
    expect(await test.client.entities.save({ type: 'contact', patch: { lastName: 'Martin', tags: [firms] } })).toMatchObject(refused)
    const camille = await save(test, 'contact', { lastName: 'Martin', tags: [vip] })
    await save(test, 'tag', { disabled: true }, vip)
    await save(test, 'contact', { tags: [vip, press] }, camille)
    expect(await tagsOf(test, 'contact', camille)).toEqual([vip, press])
    expect((await test.client.entities.save({ type: 'contact', patch: { lastName: 'Roux', tags: [vip] } })).ok).toBe(false)
    expect((await test.client.entities.save({ type: 'contact', patch: { lastName: 'Roux', tags: [camille] } })).ok).toBe(false)
  })

  it('that are no longer given are left out of a copy, and of what a lead becomes', async () => {
    const firms = await save(test, 'tag', { name: 'Grand compte' })
    const salon = await save(test, 'tag', { name: 'Salon' })
    const tags = [vip, firms, press, salon]
    const camille = await save(test, 'contact', { lastName: 'Martin', tags })
    const lead = await save(test, 'lead', { lastName: 'Roux', company: 'Dupont', tags })
    await save(test, 'tag', { disabled: true }, vip)
    await save(test, 'tag', { types: [{ value: 'organisation' }] }, firms)
    await valueOf(test.client.entities.remove({ type: 'tag', id: press }))
    for (const patch of [{ lastName: 'Martin fils' }, { lastName: 'Martin fille', tags }]) expect((await valueOf(test.client.entities.save({ type: 'contact', copyOf: camille, patch }))).record['tags']).toEqual([salon])
    const { contact, organisation } = await valueOf(test.client.opportunities.convert({ id: lead, contact: 'new', organisation: 'new' }))
    expect(await tagsOf(test, 'contact', contact!)).toEqual([salon])
    expect(await tagsOf(test, 'organisation', organisation!)).toEqual([firms, salon])
  })

  it('that two people changed at once are merged tag by tag', async () => {
    const third = await save(test, 'tag', { name: 'Salon' })
    const camille = await save(test, 'contact', { lastName: 'Martin', tags: [vip] })
    await save(test, 'contact', { tags: [vip, press] }, camille)
    await valueOf(test.client.entities.save({ type: 'contact', id: camille, patch: { tags: [third] }, base: { tags: [vip] } }))
    expect(await tagsOf(test, 'contact', camille)).toEqual([press, third])
  })

  it('are put on and taken off many records as one operation, which gives each back what it had', async () => {
    const a = await save(test, 'contact', { lastName: 'Aubry', tags: [press] })
    const b = await save(test, 'contact', { lastName: 'Blanc' })
    const { op, count } = await valueOf(test.client.entities.changeMany({ type: 'contact', all: true, patch: { tags: { add: [vip], remove: [press] } } }))
    expect(count).toBe(2)
    expect([await tagsOf(test, 'contact', a), await tagsOf(test, 'contact', b)]).toEqual([[vip], [vip]])
    const salon = await save(test, 'tag', { name: 'Salon' })
    await save(test, 'contact', { tags: [vip, salon] }, b)
    await valueOf(test.client.journal.undo({ op }))
    expect([await tagsOf(test, 'contact', a), await tagsOf(test, 'contact', b)]).toEqual([[press], [salon]])
  })

  it('come in with a table, made when they are new, and go out by their names', async () => {
    const file = await stage(test, 'c.csv', 'Nom;Étiquettes\nMartin;"Presse; Salon 2026"\nRoux;salon 2026\n')
    const { suggestion } = await valueOf(test.client.imports.inspect({ file }))
    expect(suggestion.mapping).toEqual({ Nom: expect.any(String), Étiquettes: 'tags' })
    const { job } = await valueOf(test.client.imports.start({ file, type: 'contact' }))
    await expect.poll(async () => (await valueOf(test.client.jobs.get({ job }))).state, { timeout: 20_000 }).toBe('done')
    const { rows } = await valueOf(test.client.entities.list({ type: 'tag' }))
    expect(rows.map(({ title }) => title)).toEqual(['Presse', 'Salon 2026', 'VIP'])
    expect(await holders(test, rows[1]!.id)).toEqual(['Martin', 'Roux'])
    expect(await holders(test, press)).toEqual(['Martin'])
  })

  it('stay as long as a kind of relation needs them, and its place is named', async () => {
    const kind = await save(test, 'relationKind', { subjectPredicate: 'parraine', objectPredicate: 'est parrainé par', subjectRequired: [vip] })
    const places = [{ type: 'relationKind', id: kind, title: 'parraine' }]
    expect(await valueOf(test.client.tags.places({ id: vip }))).toEqual({ places })
    expect(await test.client.entities.remove({ type: 'tag', id: vip })).toMatchObject({ ok: false, error: { code: 'IN_USE', params: { places } } })
    await valueOf(test.client.entities.remove({ type: 'relationKind', id: kind }))
    await valueOf(test.client.entities.remove({ type: 'tag', id: vip }))
  })

  it('are merged into one, with their types and wherever they are, and come apart again', async () => {
    const camille = await save(test, 'contact', { lastName: 'Martin', tags: [press, vip] })
    const firm = await save(test, 'organisation', { name: 'Dupont', tags: [press] })
    await save(test, 'tag', { types: [{ value: 'contact' }] }, vip)
    const kind = await save(test, 'relationKind', { subjectPredicate: 'parraine', objectPredicate: 'est parrainé par', subjectRequired: [press] })
    const { op } = await valueOf(test.client.tags.merge({ from: press, into: vip }))
    expect([await tagsOf(test, 'contact', camille), await tagsOf(test, 'organisation', firm)]).toEqual([[vip], [vip]])
    expect((await valueOf(test.client.entities.get({ type: 'relationKind', id: kind }))).record['subjectRequired']).toEqual([vip])
    expect((await valueOf(test.client.entities.list({ type: 'tag' }))).rows.map(({ title }) => title)).toEqual(['VIP'])
    expect(await valueOf(test.client.journal.undo({ op }))).toMatchObject({ kept: 0 })
    expect(await tagsOf(test, 'contact', camille)).toEqual([press, vip])
    expect((await test.client.tags.merge({ from: vip, into: vip })).ok).toBe(false)
  })
})
