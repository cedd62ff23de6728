import { copyFileSync, cpSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCore } from '../../main/host/core.ts'
import type { contract } from '../../shared/contract.ts'
import { createCaller, createClient } from '../../shared/kernel/rpc/client.ts'
import { portPair } from '../../shared/kernel/rpc/port.ts'
import { databaseIn, hashOf, overwrite, pagesOf } from '../fixtures/damage.ts'
import { importFile, openTestCore, type TestCore, textOf, valueOf } from '../fixtures/core.ts'
import { temporaryFolder } from '../fixtures/folder.ts'

const COUNT = 1_500

const contactsCsv = (count: number): string =>
  ['Prénom;Nom;Email', ...Array.from({ length: count }, (_, i) => `Océane;Personne ${String(i).padStart(4, '0')};personne${i}@example.org`), ''].join('\n')

/** Data of some hundred pages, closed again; with a backup, after which a contact was added. */
const live = async (folder: string): Promise<void> => {
  const core = await openCore({ data: join(folder, 'data'), config: join(folder, 'config') })
  const [near, far] = portPair()
  core.connect(far)
  const client = createClient<typeof contract>(createCaller(near))
  expect(await importFile({ core, client, folder }, 'contacts.csv', contactsCsv(COUNT), { type: 'contact' })).toMatchObject({ state: 'done' })
  await valueOf(client.entities.save({ type: 'organisation', patch: { name: 'Fonderie Thévenin' } }))
  await valueOf(client.backups.make({}))
  await valueOf(client.entities.save({ type: 'contact', patch: { lastName: 'Après' } }))
  near.close()
  await core.close()
}

let template: string
beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'calepin-rescue-'))
  await live(template)
}, 60_000)
afterAll(() => rmSync(template, { recursive: true, force: true }))

/** A copy of data that were in use, with the backup or without. */
const lived = ({ backup = true } = {}): string => {
  const folder = temporaryFolder()
  cpSync(template, folder, { recursive: true })
  if (!backup) rmSync(join(folder, 'data', 'backups'), { recursive: true })
  return folder
}

const exportOf = async (test: TestCore): Promise<{ read: number; lost: number; tables: Record<string, string[]> }> => {
  const { files, read, lost } = await valueOf(test.client.rescue.export({ language: 'fr' }, () => {}))
  const tables: Record<string, string[]> = {}
  for (const { file, name, count } of files) {
    tables[name] = (await textOf(test, file)).trim().split('\r\n')
    expect(tables[name].length - 1).toBe(count)
  }
  return { read, lost, tables }
}

/** Restores the newest backup that is good; answers the core opened anew. */
const restored = async (test: TestCore): Promise<TestCore> => {
  const { backups } = await valueOf(test.client.rescue.backups({}))
  await valueOf(test.client.rescue.restore({ id: backups.find(({ health }) => health === 'good')!.id }))
  await expect.poll(async () => (await test.core.call('entities.count', { type: 'contact' }, new AbortController().signal)).ok, { timeout: 20_000 }).toBe(true)
  const [near, far] = portPair()
  test.core.connect(far)
  return { ...test, client: createClient<typeof contract>(createCaller(near)) }
}

describe('a database of which a page is damaged', () => {
  it('opens for its rescue alone: says what is damaged and which backup is good, and serves nothing else', async () => {
    const folder = lived()
    const file = databaseIn(folder)
    overwrite(file, [(await pagesOf(folder, 'doc_records'))[0]!])
    const before = hashOf(file)
    const test = await openTestCore(folder)
    expect(test.core.damage).toMatchObject({ kind: 'page', place: 'records', path: file })
    expect(await valueOf(test.client.rescue.state({}))).toMatchObject({ isRescue: true, data: join(folder, 'data'), damage: { kind: 'page', place: 'records', said: 'database disk image is malformed' } })
    expect(await test.client.entities.list({ type: 'contact', limit: 10 })).toMatchObject({ ok: false, error: { code: 'STORE_DAMAGED', params: { path: file } } })
    expect(await test.client.entities.save({ type: 'contact', patch: { lastName: 'X' } })).toMatchObject({ ok: false, error: { code: 'STORE_DAMAGED' } })
    expect(await test.client.app.info({})).toMatchObject({ ok: false, error: { code: 'STORE_DAMAGED' } })
    const { backups } = await valueOf(test.client.rescue.backups({}))
    expect(backups).toMatchObject([{ health: 'good', counts: { contact: COUNT, organisation: 1 } }])
    expect(hashOf(file)).toBe(before)
  })

  it('is set aside byte for byte when the backup takes its place', async () => {
    const folder = lived()
    const file = databaseIn(folder)
    overwrite(file, [(await pagesOf(folder, 'doc_records'))[0]!])
    const before = hashOf(file)
    const test = await restored(await openTestCore(folder))
    expect(await valueOf(test.client.rescue.state({}))).not.toHaveProperty('damage')
    expect(await valueOf(test.client.entities.count({ type: 'contact' }))).toMatchObject({ count: COUNT })
    await valueOf(test.client.entities.save({ type: 'contact', patch: { lastName: 'Encore' } }))
    const aside = join(folder, 'data', 'set-aside')
    const [at] = readdirSync(aside)
    expect(hashOf(join(aside, at!, 'calepin.db'))).toBe(before)
  })

  it('gives every record that can be read, and names those that cannot', async () => {
    const folder = lived()
    const file = databaseIn(folder)
    const pages = await pagesOf(folder, 'doc_records')
    overwrite(file, [pages[3]!, pages[7]!])
    const before = hashOf(file)
    const test = await openTestCore(folder)
    // Neither end of the table is damaged: only reading all of it finds out.
    const { read, lost, tables } = await exportOf(test)
    expect(lost).toBeGreaterThan(10)
    const contacts = tables['Contacts.csv']!
    const missing = tables['Fiches illisibles.csv']!
    expect(contacts.length - 1 + missing.length - 1).toBe(COUNT + 1)
    expect(missing.length - 1).toBe(lost)
    expect(contacts.join()).toContain('Après')
    expect(tables['Organisations.csv']![1]).toContain('Fonderie Thévenin')
    const named = new Set([...contacts, ...missing].flatMap(line => /Personne \d{4}/.exec(line)?.[0] ?? []))
    expect(named.size).toBe(COUNT)
    expect(read).toBeGreaterThanOrEqual(COUNT + 2 - lost)
    expect(hashOf(file)).toBe(before)
  })

  it.each(['sqlite_autoindex_doc_records_1', 'contact', 'search_contact_data'])('loses nothing where the page is of %s, which is made from the documents', async name => {
    const folder = lived()
    overwrite(databaseIn(folder), await pagesOf(folder, name))
    const test = await openTestCore(folder)
    expect(test.core.damage).toMatchObject({ kind: 'page', place: 'derived' })
    const { lost, tables } = await exportOf(test)
    expect(lost).toBe(0)
    expect(tables['Contacts.csv']).toHaveLength(COUNT + 2)
    expect(tables).not.toHaveProperty('Fiches illisibles.csv')
  })
})

describe('a database whose first page is damaged', () => {
  it('is not taken for one of another key, and gives all its records', async () => {
    const folder = lived()
    const file = databaseIn(folder)
    overwrite(file, [1])
    const before = hashOf(file)
    const test = await openTestCore(folder)
    expect(test.core.damage).toMatchObject({ kind: 'header' })
    const { lost, tables } = await exportOf(test)
    expect(lost).toBe(0)
    expect(tables['Contacts.csv']).toHaveLength(COUNT + 2)
    expect(tables['Organisations.csv']![1]).toContain('Fonderie Thévenin')
    expect(hashOf(file)).toBe(before)
    const after = await restored(test)
    expect(await valueOf(after.client.entities.count({ type: 'contact' }))).toMatchObject({ count: COUNT })
  })

  it('gives what can be read without any backup, too', async () => {
    const folder = lived({ backup: false })
    overwrite(databaseIn(folder), [1, (await pagesOf(folder, 'doc_records'))[5]!])
    const test = await openTestCore(folder)
    expect((await valueOf(test.client.rescue.backups({}))).backups).toEqual([])
    const { lost, read, tables } = await exportOf(test)
    expect(lost).toBeGreaterThan(0)
    expect(tables['Contacts.csv']!.length - 1).toBeLessThan(COUNT)
    expect(read).toBeGreaterThan(COUNT / 2)
  })

  it('is not thought of when the key is that of other data', async () => {
    const folder = lived({ backup: false })
    const { core, folder: other } = await openTestCore()
    await core.close()
    copyFileSync(databaseIn(other), databaseIn(folder))
    await expect(openTestCore(folder)).rejects.toMatchObject({ failure: { code: 'KEY_WRONG' } })
  })
})

describe('a database that was cut off, emptied or removed', () => {
  it('gives what lies before the cut', async () => {
    const folder = lived()
    const file = databaseIn(folder)
    truncateSync(file, Math.floor((statSync(file).size * 0.8) / 8_192) * 8_192)
    const test = await openTestCore(folder)
    expect(test.core.damage).toMatchObject({ kind: 'header' })
    const { read } = await exportOf(test)
    expect(read).toBeGreaterThan(100)
    expect(read).toBeLessThan(COUNT)
  })

  it.each(['emptied', 'removed'])('is missed where a backup knows of it: %s', async how => {
    const folder = lived()
    const file = databaseIn(folder)
    rmSync(file)
    if (how === 'emptied') writeFileSync(file, '')
    const test = await openTestCore(folder)
    expect(test.core.damage).toMatchObject({ kind: 'gone' })
    expect(await test.client.rescue.export({ language: 'fr' }, () => {})).toMatchObject({ ok: false, error: { code: 'STORE_DAMAGED' } })
    const after = await restored(test)
    expect(await valueOf(after.client.entities.count({ type: 'contact' }))).toMatchObject({ count: COUNT })
  })
})

describe('backups for a rescue', () => {
  it('are opened and read, the newest first, until one is good', async () => {
    const folder = lived()
    const first = await openTestCore(folder)
    await valueOf(first.client.backups.make({}))
    await valueOf(first.client.backups.make({}))
    await first.core.close()
    const place = join(folder, 'data', 'backups')
    const newest = readdirSync(place).filter(name => name.endsWith('.db')).toSorted().at(-1)!
    overwrite(join(place, newest), [20])
    overwrite(databaseIn(folder), [1])
    const { backups } = await valueOf((await openTestCore(folder)).client.rescue.backups({}))
    expect(backups.map(({ health }) => health)).toEqual(['damaged', 'good', 'unread'])
  })
})

describe('damage that is met while the data is open', () => {
  it('is known from then on, and a backup takes the place of the data all the same', async () => {
    const folder = lived()
    const [, ...pages] = await pagesOf(folder, 'contact')
    const test = await openTestCore(folder)
    expect(await valueOf(test.client.rescue.state({}))).toMatchObject({ isRescue: false })
    overwrite(databaseIn(folder), pages)
    const said = await test.client.entities.list({ type: 'contact', limit: 1_000, view: ['lastName', 'emails'], sort: [{ field: 'lastName', dir: 'desc' }] })
    expect(said).toMatchObject({ ok: false, error: { code: 'STORE_DAMAGED' } })
    await expect.poll(async () => (await valueOf(test.client.rescue.state({}))).damage?.place, { timeout: 20_000 }).toBe('derived')
    const after = await restored(test)
    expect(await valueOf(after.client.rescue.state({}))).not.toHaveProperty('damage')
  })
})

describe('a damaged keyring', () => {
  it('is given back by a backup of the same data, and set aside', async () => {
    const folder = lived()
    writeFileSync(join(folder, 'data', 'keyring.json'), '{"version":1')
    const test = await openTestCore(folder)
    expect(await valueOf(test.client.entities.count({ type: 'contact' }))).toMatchObject({ count: COUNT + 1 })
    const aside = join(folder, 'data', 'set-aside')
    expect(readdirSync(join(aside, readdirSync(aside)[0]!))).toEqual(['keyring.json'])
  })

  it('is refused as it is where no backup can help', async () => {
    const folder = lived({ backup: false })
    writeFileSync(join(folder, 'data', 'keyring.json'), '{"version":1')
    await expect(openTestCore(folder)).rejects.toMatchObject({ failure: { code: 'STORE_DAMAGED' } })
  })
})
