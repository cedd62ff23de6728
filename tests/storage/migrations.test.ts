import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCore } from '../../main/host/core.ts'
import { databaseFile } from '../../main/host/threads.ts'
import { openDb } from '../../main/kernel/store/driver.ts'
import { openKeyring } from '../../main/kernel/store/keyring.ts'
import { LAYOUT } from '../../main/kernel/store/migrations.ts'
import { openStore } from '../../main/kernel/store/store.ts'
import { bytesOf, temporaryFolder } from '../fixtures/folder.ts'
import { KEY, TYPES } from '../fixtures/layouts/types.ts'
import { openTestStore } from '../fixtures/store.ts'
import { disagreements } from '../fixtures/store-check.ts'

const PLACE = join(import.meta.dirname, '../fixtures/layouts')
const layouts = readdirSync(PLACE).flatMap(name => /^layout-(\d+)\.db$/.exec(name)?.[1] ?? [])

/** A folder with a store as the sources of a layout have left it. */
const left = (layout: string): string => {
  const folder = temporaryFolder()
  cpSync(join(PLACE, `layout-${layout}.db`), join(folder, 'test.db'))
  return folder
}

describe('the layouts of the database', () => {
  it('have a store of each that was left behind', () => {
    expect(layouts.map(Number)).toEqual(Array.from({ length: LAYOUT - 1 }, (_, i) => i + 1))
  })

  it.each(layouts)('%s is brought forward, with all that it holds and nothing rebuilt', async layout => {
    const test = await openTestStore(undefined, left(layout), KEY, TYPES)
    const { store, reader } = test
    expect(store.db.pragma('user_version')).toBe(LAYOUT)
    expect(disagreements(store.db, { types: TYPES })).toEqual([])
    expect(reader.list({ type: 'person', limit: 10 }).rows.map(({ title }) => title)).toEqual(['Léa Étienne', 'Ugo Denis', 'Zoé Aubert'])
    expect(store.local.get('settings')).toEqual({ language: 'fr' })
    // Tables that were rebuilt have other names for their indexes.
    expect(store.db.sql(`select name from sqlite_master where name = 'operation_at' or name glob '*$'`).all()).toEqual([])
    await test.add('person', { name: 'Nouvelle', emails: [{ value: 'n@b.example' }] })
    expect(disagreements(store.db, { types: TYPES })).toEqual([])
  })

  it.each(layouts)('%s is backed up before, and stays as it is, byte for byte, where that fails', async layout => {
    const folder = left(layout)
    const db = openDb(join(folder, 'test.db'), { key: KEY })
    const before = bytesOf(folder)
    const open = (backup: () => Promise<unknown>) => openStore({ db, registry: TYPES, newId: () => crypto.randomUUID(), now: Date.now, backup })
    const failed = open(async () => {
      throw new Error('no room')
    })
    await expect(failed).rejects.toThrow('no room')
    expect(bytesOf(folder)).toMatchObject(before)
    expect(db.pragma('user_version')).toBe(Number(layout))
    const seen: unknown[] = []
    const store = await open(async () => seen.push(db.pragma('user_version')))
    expect(seen).toEqual([Number(layout)])
    await store.close()
    await (await open(async () => seen.push('again'))).close()
    expect(seen).toHaveLength(1)
    db.close()
  })

  it('goes on where it was ended between two of its transactions', async () => {
    const folder = left('1')
    const db = openDb(join(folder, 'test.db'), { key: KEY })
    const dying = { ...db, transaction: <T>(run: () => T): T => db.transaction(() => (run(), (() => { throw new Error('ended') })())) }
    await expect(openStore({ db: dying, registry: TYPES, newId: () => crypto.randomUUID(), now: Date.now })).rejects.toThrow('ended')
    expect(db.pragma('user_version')).toBe(1)
    db.close()
    const { store } = await openTestStore(undefined, folder, KEY, TYPES)
    expect(store.db.pragma('user_version')).toBe(LAYOUT)
    expect(disagreements(store.db, { types: TYPES })).toEqual([])
  })
})

it('whoever opens data of an earlier version finds a backup of them from just before', async () => {
  const folder = temporaryFolder()
  const options = { data: join(folder, 'data'), config: join(folder, 'config') }
  const opened = await openCore(options)
  const { signal } = new AbortController()
  expect(await opened.call('entities.save', { type: 'contact', patch: { lastName: 'Gardé' } }, signal)).toMatchObject({ ok: true })
  await opened.close()
  const db = openDb(databaseFile(options.data), { key: (await openKeyring(options)).key('database') })
  db.exec(`create table former as select t.name, t.shape || ';' || ifnull(s.shape, '') shape from derived t left join derived s on s.name = 'search_' || t.name where t.name not glob 'search_*';
    drop table derived; create table derived(name text primary key, shape text not null) without rowid; insert into derived select name, shape from former; drop table former; pragma user_version = 1`)
  db.close()
  const core = await openCore(options)
  try {
    expect(await core.call('backups.state', {}, signal)).toMatchObject({ ok: true, value: { backups: [{ reason: 'migration', counts: { contact: 1 } }] } })
    expect(await core.call('entities.list', { type: 'contact', limit: 5 }, signal)).toMatchObject({ ok: true, value: { rows: [{ title: 'Gardé' }] } })
  } finally {
    await core.close()
  }
})
