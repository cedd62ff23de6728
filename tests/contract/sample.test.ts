import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { registry } from '../../shared/registry.ts'
import { openTestCore, type TestCore, textOf, valueOf } from '../fixtures/core.ts'

const visible = registry.filter(entity => !entity.internal).map(({ type }) => type)
const COUNTS = { organisation: 60, contact: 140, opportunity: 45, activity: 33, note: 30, document: 8 }

const info = async ({ client }: TestCore) => {
  const { isEmpty, hasSample } = await valueOf(client.app.info({}))
  return { isEmpty, hasSample }
}
const count = async ({ client }: TestCore, type: string, trashed = false): Promise<number> => (await valueOf(client.entities.count({ type, trashed }))).count
const inTrash = async (test: TestCore): Promise<number> => {
  let sum = 0
  for (const type of visible) sum += await count(test, type, true)
  return sum
}
const all = async ({ client }: TestCore, type: string, view?: string[]) => (await valueOf(client.entities.list({ type, limit: 1_000, ...(view && { view }) }))).rows
const named = async (test: TestCore, type: string, text: string): Promise<string> => (await valueOf(test.client.entities.list({ type, text, limit: 1 }))).rows[0]!.id

describe('the sample company', () => {
  it('comes in as one operation, once, and leaves without a trace', async () => {
    const test = await openTestCore()
    const { client } = test
    expect(await info(test)).toEqual({ isEmpty: true, hasSample: false })
    const { op, count: brought } = await valueOf(client.app.addSample({}))
    expect(brought).toBe(322)
    for (const [type, expected] of Object.entries(COUNTS)) expect(await count(test, type), type).toBe(expected)
    expect(await client.app.addSample({})).toMatchObject({ ok: false, error: { code: 'SAMPLE_THERE' } })
    expect(await count(test, 'contact')).toBe(COUNTS.contact)
    expect((await valueOf(client.journal.operations({}))).operations).toMatchObject([{ op, name: 'sample', count: 322 }])
    expect(await info(test)).toEqual({ isEmpty: false, hasSample: true })

    expect(await valueOf(client.app.removeSample({}))).toEqual({ count: 322, kept: 0 })
    expect(await info(test)).toEqual({ isEmpty: true, hasSample: false })
    expect(await inTrash(test)).toBe(0)
    expect(await valueOf(client.search.find({ text: 'bellevigne' }))).toEqual({ hits: [] })
    expect(await client.journal.undo({ op })).toMatchObject({ ok: false, error: { code: 'NOTHING_TO_UNDO' } })
    expect(await valueOf(client.app.removeSample({}))).toEqual({ count: 0, kept: 0 })
    expect((await valueOf(client.app.addSample({}))).count).toBe(322)
  })

  it('is believable: everybody can be reached, nobody twice, nothing leads nowhere', async () => {
    const test = await openTestCore()
    await valueOf(test.client.app.addSample({}))
    for (const type of visible) {
      for (const row of await all(test, type)) {
        expect(row.title, row.id).not.toBe('')
        for (const [field, definition] of Object.entries(registry.find(entity => entity.type === type)!.fields)) {
          if (definition.values && row[field] !== undefined) expect(definition.values.values.map(({ key }) => key), `${row.title} ${field}`).toContain(row[field])
          if (definition.kind === 'relation' && row[field] !== undefined) expect((row[field] as { title: string }).title, `${row.title} ${field}`).not.toBe('')
        }
      }
    }
    const people = await all(test, 'contact')
    expect(new Set(people.map(({ title }) => title)).size).toBe(COUNTS.contact)
    const fictional = /^(01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98) \d\d \d\d$/
    const reach = (row: Record<string, unknown>, field: string): string[] => ((row[field] as { value: string }[] | undefined) ?? []).map(({ value }) => value)
    for (const row of [...people, ...(await all(test, 'organisation'))]) {
      expect(reach(row, 'phones').length, row.title).toBeGreaterThan(0)
      for (const phone of reach(row, 'phones')) expect(phone).toMatch(fictional)
      for (const at of [...reach(row, 'emails'), ...reach(row, 'websites')]) expect(at).toMatch(/\.example$/)
    }
    const today = new Date().toISOString().slice(0, 10)
    for (const deal of await all(test, 'opportunity')) {
      const isOver = deal['phase'] === 'won' || deal['phase'] === 'lost'
      expect(String(deal['openedOn']) <= today, deal.title).toBe(true)
      expect(isOver ? String(deal['closedOn']) < today : String(deal['expectedClosing']) > today, deal.title).toBe(true)
    }
  })

  it('has files that open', async () => {
    const test = await openTestCore()
    await valueOf(test.client.app.addSample({}))
    const files = (await all(test, 'document', ['name', 'file'])).map(row => row['file'] as { file: string; name: string; mime: string; size: number })
    for (const { file, name, mime, size } of files) {
      const text = await textOf(test, file)
      expect(size, name).toBeGreaterThan(0)
      expect(text.startsWith('%PDF-1.4'), name).toBe(mime === 'application/pdf')
    }
    expect(new Set(files.map(({ mime }) => mime))).toEqual(new Set(['application/pdf', 'text/csv', 'text/plain']))
  })

  it('leaves what a person changed, what they added, and what both lead to', async () => {
    const test = await openTestCore()
    const { client } = test
    await valueOf(client.app.addSample({}))
    const hotel = await named(test, 'organisation', 'lavoir')
    const school = await named(test, 'organisation', 'tilleuls')
    const deal = await named(test, 'opportunity', 'comptoir de réception')
    const other = await named(test, 'organisation', 'cabosse')
    await valueOf(client.entities.save({ type: 'opportunity', id: deal, patch: { phase: 'won' } }))
    const mine = await valueOf(client.entities.save({ type: 'note', patch: { text: 'À moi', subject: school } }))
    const undone = await valueOf(client.entities.save({ type: 'organisation', id: other, patch: { name: 'Autre' } }))
    await valueOf(client.journal.undo({ op: undone.op }))
    await valueOf(client.entities.remove({ type: 'organisation', id: other }))

    // The deal, its company and its contact; the school of the note.
    expect(await valueOf(client.app.removeSample({}))).toEqual({ count: 318, kept: 4 })
    expect(await info(test)).toEqual({ isEmpty: false, hasSample: false })
    expect((await all(test, 'organisation')).map(({ id }) => id).sort()).toEqual([hotel, school].sort())
    expect((await all(test, 'opportunity', ['organisation', 'contact']))[0]).toMatchObject({ id: deal, organisation: { title: 'Hôtel du Lavoir' } })
    expect((await valueOf(client.entities.get({ id: mine.record.id }))).record['subject']).toEqual({ id: school, type: 'organisation', title: 'École des Tilleuls' })
    expect(await inTrash(test)).toBe(0)
  })

  it('is removed also when it was taken back before', async () => {
    const test = await openTestCore()
    const { op } = await valueOf(test.client.app.addSample({}))
    await valueOf(test.client.journal.undo({ op }))
    expect(await inTrash(test)).toBe(322)
    expect(await info(test)).toEqual({ isEmpty: false, hasSample: true })
    expect(await valueOf(test.client.app.removeSample({}))).toEqual({ count: 322, kept: 0 })
    expect(await inTrash(test)).toBe(0)
  })

  it('lies encrypted on the disk as everything does', async () => {
    const test = await openTestCore()
    await valueOf(test.client.app.addSample({}))
    const data = join(test.folder, 'data')
    const written = readdirSync(data, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => readFileSync(join(entry.parentPath, entry.name)))
    expect(written.length).toBeGreaterThan(COUNTS.document)
    for (const bytes of written) for (const word of ['Bellevigne', 'palières', '%PDF']) expect(bytes.includes(word)).toBe(false)
  })
})
