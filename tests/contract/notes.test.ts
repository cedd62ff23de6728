import { describe, expect, it } from 'vitest'
import { exported, openTestCore, stage, type TestCore, textOf, valueOf } from '../fixtures/core.ts'

const made = async ({ client }: TestCore, type: string, patch: Record<string, unknown>): Promise<string> => (await valueOf(client.entities.save({ type, patch }))).record.id

describe('a note', () => {
  it('is about a record of any type that stands by itself', async () => {
    const test = await openTestCore()
    const { client } = test
    const contact = await made(test, 'contact', { lastName: 'Roux' })
    const { record } = await valueOf(client.entities.save({ type: 'note', patch: { text: 'Rappeler lundi\nou mardi', subject: { id: contact, title: 'Roux', type: 'contact' } } }))
    expect(record).toMatchObject({ title: 'Rappeler lundi', createdBy: 'local', subject: { id: contact, type: 'contact', title: 'Roux' } })
    const value = await made(test, 'listValue', { list: 'sector', key: 'bees', label: 'Apiculture' })
    for (const subject of [record.id, value, '01a1fbf6-d686-7166-922c-ad69d4654a49']) {
      expect(await client.entities.save({ type: 'note', patch: { text: 'Perdue', subject } })).toMatchObject({ error: { code: 'INVALID_RECORD', params: { problems: [{ field: 'subject', code: 'RELATION_NOT_FOUND' }] } } })
    }
    expect(await client.entities.save({ type: 'note', patch: { text: 'Perdue' } })).toMatchObject({ error: { params: { problems: [{ field: 'subject', code: 'REQUIRED' }] } } })
  })

  it('outlives the record that it is about, and still leads to it', async () => {
    const test = await openTestCore()
    const { client } = test
    const contact = await made(test, 'contact', { lastName: 'Roux' })
    const note = await made(test, 'note', { text: 'Préfère le frêne', subject: contact })
    await valueOf(client.entities.remove({ type: 'contact', id: contact }))
    expect((await valueOf(client.entities.get({ id: note }))).record).toMatchObject({ trashedAt: null, subject: { id: contact, type: 'contact', title: 'Roux' } })
    expect((await valueOf(client.search.find({ text: 'frene' }))).hits).toEqual([{ type: 'note', id: note, title: 'Préfère le frêne', snippet: 'Roux' }])
  })

  it('has a history that names what it was about, and goes out as a table', async () => {
    const test = await openTestCore()
    const { client } = test
    const [before, after] = [await made(test, 'contact', { lastName: 'Roux' }), await made(test, 'organisation', { name: 'Scierie' })]
    const note = await made(test, 'note', { text: 'Ligne 1\nLigne 2', subject: before })
    const { op } = await valueOf(client.entities.save({ type: 'note', id: note, patch: { subject: after } }))
    const { entries, titles } = await valueOf(client.journal.history({ id: note }))
    expect(entries[0]!.changes).toEqual([{ field: 'subject', from: before, to: after }])
    expect(titles).toEqual({ [before]: 'Roux', [after]: 'Scierie' })
    expect(await exported(test, 'note', 'csv')).toBe('\u{feff}Texte;Au sujet de;Épinglée\r\n"Ligne 1\nLigne 2";Scierie;\r\n')
    await valueOf(client.journal.undo({ op }))
    expect((await valueOf(client.entities.get({ id: note }))).record['subject']).toMatchObject({ title: 'Roux' })
  })
})

describe('a document', () => {
  it('keeps its file, is found by its name and described by its words', async () => {
    const test = await openTestCore()
    const { client } = test
    const subject = await made(test, 'opportunity', { name: 'Terrasse' })
    const file = await stage(test, 'plan v2.txt', 'Quinze marches')
    const document = await made(test, 'document', { name: 'plan v2.txt', file: { file, name: 'plan v2.txt' }, subject, description: 'Relevé du 3' })
    const { record } = await valueOf(client.entities.get({ id: document }))
    expect(record).toMatchObject({ title: 'plan v2.txt', subject: { title: 'Terrasse', type: 'opportunity' } })
    expect(await textOf(test, (record['file'] as { file: string }).file)).toBe('Quinze marches')
    for (const text of ['releve', 'plan v2']) expect((await valueOf(client.search.find({ text }))).hits, text).toMatchObject([{ id: document, title: 'plan v2.txt', snippet: 'Terrasse' }])
  })
})
