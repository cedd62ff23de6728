import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTestStore, type TestStore, undo } from '../../../tests/fixtures/store.ts'
import { openDb } from './driver.ts'
import { entriesOf, unitsOf } from './journal.ts'
import { WriteConflict } from './rx-storage.ts'
import { InvalidRecord } from './store.ts'

const counts = ({ store }: TestStore, id: string) => ({
  documents: store.db.sql('select count(*) n from doc_records where id = ?').get(id).n,
  rows: store.db.sql('select count(*) n from contact where id = ?').get(id).n,
  entries: unitsOf(store.db, id, 10).flatMap(entriesOf).filter(entry => entry.id === id).length,
})

const found = ({ store }: TestStore, word: string): number => store.db.sql('select count(*) n from search_contact where search_contact match ?').get(`"${word}"*`).n

describe('the store', () => {
  it('writes the document, its typed row, its words and its history together', async () => {
    const test = await openTestStore()
    const id = await test.add('contact', { lastName: 'Pélissier', emails: [{ value: 'loic@exemple.fr' }] })
    expect(counts(test, id)).toEqual({ documents: 1, rows: 1, entries: 1 })
    expect(found(test, 'peliss')).toBe(1)
    expect(test.store.db.sql('select k, n from contact_emails').all()).toEqual([{ k: 'loic@exemple.fr', n: 1 }])
  })

  it('writes an operation whole or not at all when one of its records breaks its definition', async () => {
    const test = await openTestStore()
    const op = test.operation()
    const good = test.store.draft(op, 'contact', { lastName: 'Bon' })
    const bad = test.store.draft(op, 'contact', { lastName: 'Mauvais', emails: [{ value: 'no address' }] })
    await expect(test.store.commit(op, () => ({ drafts: [good, bad] }))).rejects.toBeInstanceOf(InvalidRecord)
    expect(counts(test, good.document.id)).toEqual({ documents: 0, rows: 0, entries: 0 })
    expect(found(test, 'bon')).toBe(0)
  })

  it('rolls an operation back when one record was changed since it was read', async () => {
    const test = await openTestStore()
    const id = await test.add('contact', { lastName: 'Avant' })
    const stale = test.store.read(id)!
    const edit = test.operation('edit')
    await test.store.commit(edit, () => ({ drafts: [test.store.change(edit, test.store.read(id)!, { data: { lastName: 'Entre' } })] }))
    const late = test.operation('edit')
    const other = test.store.draft(late, 'contact', { lastName: 'Autre' })
    await expect(test.store.commit(late, () => ({ drafts: [other, test.store.change(late, stale, { data: { lastName: 'Perdu' } })] }))).rejects.toBeInstanceOf(WriteConflict)
    expect(test.store.read(id)!.data).toEqual({ lastName: 'Entre' })
    expect(counts(test, other.document.id).documents).toBe(0)
  })

  it('rolls everything back when what joins the transaction fails', async () => {
    const test = await openTestStore()
    const op = test.operation()
    const draft = test.store.draft(op, 'contact', { lastName: 'Jamais' })
    const failing = { drafts: [draft], alsoWrite: () => { throw new Error('no checkpoint') } }
    await expect(test.store.commit(op, () => failing)).rejects.toThrow('no checkpoint')
    expect(counts(test, draft.document.id)).toEqual({ documents: 0, rows: 0, entries: 0 })
    expect(await test.add('contact', { lastName: 'Ensuite' })).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('keeps old and new values of each changed field, and none for a creation', async () => {
    const test = await openTestStore()
    const id = await test.add('contact', { lastName: 'Avant', jobTitle: 'Gérante' })
    const edit = test.operation('edit')
    await test.store.commit(edit, () => ({ drafts: [test.store.change(edit, test.store.read(id)!, { data: { lastName: 'Après', nickname: 'Zo' } })] }))
    const documents = test.store.db.sql('select json from doc_history order by n').all().map(row => JSON.parse(row.json))
    expect(documents[0]).toMatchObject({ name: 'create', created: { contact: [id] }, changed: [] })
    expect(documents[1]).toMatchObject({
      name: 'edit',
      created: {},
      changed: [{ id, kind: 'update', changes: { lastName: ['Avant', 'Après'], jobTitle: ['Gérante', null], nickname: [null, 'Zo'] } }],
    })
  })

  it('undoes an edit field by field and keeps what was changed later', async () => {
    const test = await openTestStore()
    const id = await test.add('contact', { lastName: 'Un', jobTitle: 'A' })
    const first = test.operation('edit')
    await test.store.commit(first, () => ({ drafts: [test.store.change(first, test.store.read(id)!, { data: { lastName: 'Deux', jobTitle: 'B' } })] }))
    const second = test.operation('edit')
    await test.store.commit(second, () => ({ drafts: [test.store.change(second, test.store.read(id)!, { data: { lastName: 'Deux', jobTitle: 'C' } })] }))
    expect(await undo(test, first.id)).toEqual({ undone: 1, kept: 1 })
    expect(test.store.read(id)!.data).toEqual({ lastName: 'Un', jobTitle: 'C' })
  })

  it('undoes a creation into the trash, and an undo of that undo brings it back', async () => {
    const test = await openTestStore()
    const op = test.operation()
    const ids = [await test.add('contact', { lastName: 'Alpha' }, op), await test.add('contact', { lastName: 'Beta' }, op)]
    expect(await undo(test, op.id)).toEqual({ undone: 2, kept: 0 })
    expect(ids.map(id => test.store.read(id)!.trashedAt === null)).toEqual([false, false])
    expect(found(test, 'alpha')).toBe(0)
    const undoing = test.store.db.sql(`select op from operation where name = 'undo'`).get().op
    await undo(test, undoing)
    expect(ids.map(id => test.store.read(id)!.trashedAt)).toEqual([null, null])
    expect(found(test, 'alpha')).toBe(1)
  })

  it('is the same after a restart, and rebuilds its typed rows when a definition has another shape', async () => {
    const first = await openTestStore()
    const id = await first.add('contact', { firstName: 'Zoé', lastName: 'Ménard', address: { city: 'Lyon' } })
    first.store.db.exec(`update derived set shape = 'of an older version'; delete from contact; delete from search_contact where rowid = 1`)
    const test = await first.reopen()
    expect(counts(test, id)).toEqual({ documents: 1, rows: 1, entries: 1 })
    expect(found(test, 'menard')).toBe(1)
    expect(test.reader.list({ type: 'contact', view: ['address.city'], limit: 10 }).rows[0]).toMatchObject({ id, title: 'Zoé Ménard', 'address.city': 'Lyon' })
  })

  it('orders what has changed by its own sequence, whatever the clock says', async () => {
    let time = Date.parse('2026-06-01T12:00:00Z')
    const test = await openTestStore(() => time)
    await test.add('contact', { lastName: 'Avant' })
    const { seq } = test.store.db.sql('select max(seq) seq from doc_records').get()
    time -= 365 * 24 * 3_600_000
    const id = await test.add('contact', { lastName: 'Après' })
    expect(test.store.db.sql('select id from doc_records where seq > ?').all(seq)).toEqual([{ id }])
  })

  it('refuses a database of a later version and leaves it as it is', async () => {
    const test = await openTestStore()
    const id = await test.add('contact', { lastName: 'Gardé' })
    test.store.db.pragma('user_version = 99')
    await expect(test.reopen()).rejects.toThrow('STORE_NEWER')
    const db = openDb(join(test.folder, 'test.db'), { key: test.key, readonly: true })
    expect([db.pragma('user_version'), db.sql('select id from contact').all()]).toEqual([99, [{ id }]])
    db.close()
  })

  it('leaves nothing readable on the disk and does not open with another key', async () => {
    const test = await openTestStore()
    await test.add('contact', { lastName: 'Introuvable-Secret', notes: 'contenu confidentiel' })
    const raw = readdirSync(test.folder).map(name => readFileSync(join(test.folder, name)))
    expect(raw.length).toBeGreaterThan(1)
    for (const bytes of raw) for (const text of ['Introuvable-Secret', 'introuvable', 'confidentiel', 'lastName', 'SQLite format']) expect(bytes.includes(text)).toBe(false)
    expect(() => openDb(join(test.folder, 'test.db'), { key: Buffer.alloc(32, 1), readonly: true })).toThrow('KEY_WRONG')
  })
})
