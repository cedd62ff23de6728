import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { ended, importFile, openTestCore, stage, type TestCore, valueOf } from '../fixtures/core.ts'
import { temporaryFolder } from '../fixtures/folder.ts'

const save = async ({ client }: TestCore, type: string, patch: Record<string, unknown>): Promise<string> => (await valueOf(client.entities.save({ type, patch }))).record.id
const trash = ({ client }: TestCore, type: string, id: string) => valueOf(client.entities.remove({ type, id }))
const isThere = async ({ client }: TestCore, id: string): Promise<boolean> => (await client.entities.get({ id })).ok
const attach = async (test: TestCore, subject: string, text: string): Promise<string> => save(test, 'document', { name: `${text}.txt`, subject, file: { file: await stage(test, `${text}.txt`, text), name: `${text}.txt` } })
const keptFiles = ({ folder }: TestCore): string[] => readdirSync(join(folder, 'data/files/kept'), { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => entry.name)
const everything = async ({ client }: TestCore): Promise<string> => JSON.stringify(await valueOf(client.journal.operations({ limit: 500 })))

describe('what is removed for good', () => {
  it('goes with its notes, its history and its name, and no undo brings it back', async () => {
    const test = await openTestCore()
    const { client } = test
    const gone = await save(test, 'contact', { lastName: 'Abadie', jobTitle: 'Gérante' })
    await valueOf(client.entities.save({ type: 'contact', id: gone, patch: { jobTitle: 'Associée' } }))
    const note = await save(test, 'note', { text: 'Rappeler lundi', subject: gone })
    const other = await save(test, 'contact', { lastName: 'Moreau' })
    const { op: trashed } = await trash(test, 'contact', gone)
    const { op: undone } = await valueOf(client.journal.undo({ op: trashed }))
    await valueOf(client.journal.undo({ op: undone }))
    expect(await everything(test)).toContain('Abadie')
    expect(await valueOf(client.entities.purge({ type: 'contact', ids: [gone, other] }))).toMatchObject({ count: 1, kept: 0 })
    expect([await isThere(test, gone), await isThere(test, note), await isThere(test, other)]).toEqual([false, false, true])
    expect(await everything(test)).not.toContain('Abadie')
    const { entries } = await valueOf(client.journal.history({ id: gone }))
    expect(JSON.stringify(entries)).not.toMatch(/Gérante|Associée|Abadie/)
    const [last] = (await valueOf(client.journal.operations({ limit: 1 }))).operations
    expect(last).toMatchObject({ name: 'purge', params: { type: 'contact' } })
    expect(await client.journal.undo({ op: last!.op })).toMatchObject({ ok: false, error: { code: 'NOTHING_TO_UNDO' } })
    expect(await valueOf(client.journal.undo({ op: undone }).then(() => client.entities.count({ type: 'contact' })))).toEqual({ count: 1 })
  })

  it('leaves nothing that leads nowhere', async () => {
    const test = await openTestCore()
    const { client } = test
    const organisation = await save(test, 'organisation', { name: 'Scierie du Val' })
    const contact = await save(test, 'contact', { lastName: 'Moreau', organisation })
    const deal = await save(test, 'opportunity', { name: 'Terrasse', organisation, contact })
    await trash(test, 'organisation', organisation)
    await valueOf(client.entities.purge({ all: true }))
    expect((await valueOf(client.entities.get({ id: contact }))).record['organisation']).toBeUndefined()
    expect((await valueOf(client.entities.get({ id: deal }))).record).toMatchObject({ contact: { id: contact } })
  })

  it('takes its files from the disk, but not those that something else names', async () => {
    const test = await openTestCore()
    const { client } = test
    const gone = await save(test, 'contact', { lastName: 'Abadie' })
    const stays = await save(test, 'contact', { lastName: 'Moreau' })
    const secret = await attach(test, gone, 'un secret')
    await attach(test, gone, 'partagé')
    await attach(test, stays, 'partagé')
    // Its first version is in its history only.
    await valueOf(client.entities.save({ type: 'document', id: secret, patch: { file: { file: await stage(test, 'b.txt', 'une autre version'), name: 'b.txt' } } }))
    // What another's history names can still be brought back.
    const replaced = await attach(test, stays, 'remplacé')
    await valueOf(client.entities.save({ type: 'document', id: replaced, patch: { file: { file: await stage(test, 'c.txt', 'nouveau'), name: 'c.txt' } } }))
    expect(keptFiles(test)).toHaveLength(5)
    await trash(test, 'contact', gone)
    const { job } = await valueOf(client.entities.purge({ all: true, background: true }))
    expect(await ended(test, job!)).toMatchObject({ kind: 'purge', state: 'done', counts: { purged: 1, kept: 0 } })
    expect(keptFiles(test)).toHaveLength(3)
    const { rows } = await valueOf(client.entities.list({ type: 'document', limit: 10 }))
    expect(rows.map(row => row.title).sort()).toEqual(['partagé.txt', 'remplacé.txt'])
  })

  it('is what a filter keeps of one type, or the whole trash, by a job when it is much', async () => {
    const test = await openTestCore()
    const { client } = test
    await importFile(test, 'gens.csv', `nom;ville\n${Array.from({ length: 700 }, (_, i) => `Nom ${i};${i % 7 ? 'Lyon' : 'Voiron'}`).join('\n')}`, { type: 'contact' })
    await save(test, 'organisation', { name: 'Scierie du Val' })
    await valueOf(client.entities.changeMany({ type: 'contact', all: true }))
    await valueOf(client.entities.changeMany({ type: 'organisation', all: true }))
    expect(await valueOf(client.entities.purge({ type: 'contact', filter: { field: 'address.city', op: 'eq', value: 'Voiron' } }))).toMatchObject({ count: 100 })
    expect(await valueOf(client.entities.count({ type: 'contact', trashed: true }))).toEqual({ count: 600 })
    const { job, count } = await valueOf(client.entities.purge({ all: true }))
    expect(count).toBe(601)
    expect(await valueOf(client.jobs.get({ job: job! }))).toMatchObject({ done: 601, total: 601 })
    for (const type of ['contact', 'organisation']) expect(await valueOf(client.entities.count({ type, trashed: true }))).toEqual({ count: 0 })
  })

  it('is never what lives, nor told of without a type', async () => {
    const test = await openTestCore()
    const living = await save(test, 'contact', { lastName: 'Moreau' })
    expect(await valueOf(test.client.entities.purge({ type: 'contact', ids: [living] }))).toMatchObject({ count: 0 })
    expect(await isThere(test, living)).toBe(true)
    expect(await test.client.entities.purge({ ids: [living] })).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
  })

  it('goes on where it was when the application is closed on the way, files included', async () => {
    const folder = temporaryFolder()
    const before = await openTestCore(folder)
    await importFile(before, 'gens.csv', `nom\n${Array.from({ length: 3_000 }, (_, i) => `Nom ${i}`).join('\n')}`, { type: 'contact' })
    const { rows } = await valueOf(before.client.entities.list({ type: 'contact', limit: 1 }))
    await attach(before, rows[0]!.id, 'un secret')
    await valueOf(before.client.entities.changeMany({ type: 'contact' }))
    const { job } = await valueOf(before.client.entities.purge({ all: true, background: true }))
    await vi.waitUntil(async () => (await valueOf(before.client.jobs.get({ job: job! }))).done > 0, { timeout: 20_000, interval: 2 })
    await before.core.close()
    const after = await openTestCore(folder)
    expect(await ended(after, job!)).toMatchObject({ state: 'done', done: 3_000, counts: { purged: 3_000 } })
    expect(await valueOf(after.client.entities.count({ type: 'contact', trashed: true }))).toEqual({ count: 0 })
    expect(keptFiles(after)).toEqual([])
  })
})
