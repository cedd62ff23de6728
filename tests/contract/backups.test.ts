import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createCaller, createClient } from '../../shared/kernel/rpc/client.ts'
import { portPair } from '../../shared/kernel/rpc/port.ts'
import type { contract } from '../../shared/contract.ts'
import { openTestCore, stage, type TestCore, textOf, valueOf } from '../fixtures/core.ts'
import { temporaryFolder } from '../fixtures/folder.ts'

const save = async ({ client }: TestCore, type: string, patch: Record<string, unknown>, id?: string): Promise<string> => (await valueOf(client.entities.save({ type, patch, ...(id && { id }) }))).record.id
const names = async ({ client }: Pick<TestCore, 'client'>): Promise<string[]> => (await valueOf(client.entities.list({ type: 'contact', limit: 100 }))).rows.map(row => row.title)
const state = ({ client }: TestCore) => valueOf(client.backups.state({}))
const make = async ({ client }: TestCore): Promise<string> => (await valueOf(client.backups.make({}))).id

/** Restores a backup; answers a client of the core, which has opened itself anew. */
const restore = async ({ core, folder, client }: TestCore, id: string, secret?: string): Promise<TestCore> => {
  const lost = client.entities.watch({}, () => {})
  await valueOf(client.backups.restore({ id, ...(secret && { secret }) }))
  await lost
  const [near, far] = portPair()
  core.connect(far)
  return { core, folder, client: createClient<typeof contract>(createCaller(near)) }
}

describe('backups', () => {
  it('hold what was there, say so, and tell what a restore would change', async () => {
    const test = await openTestCore()
    const kept = await save(test, 'contact', { lastName: 'Moreau' })
    await save(test, 'contact', { lastName: 'Vasseur' })
    const id = await make(test)
    expect(await state(test)).toMatchObject({ place: join(test.folder, 'data', 'backups'), backups: [{ id, reason: 'asked', isOwn: true, counts: { contact: 2, organisation: 0 } }] })
    await save(test, 'contact', { firstName: 'Luce' }, kept)
    await save(test, 'contact', { lastName: 'Perrin' })
    const { differences } = await valueOf(test.client.backups.compare({ id }))
    expect(differences.find(each => each.type === 'contact')).toEqual({ type: 'contact', now: 3, before: 2, back: 0, changed: 1, gone: 1 })
    expect(differences.find(each => each.type === 'organisation')).toEqual({ type: 'organisation', now: 0, before: 0, back: 0, changed: 0, gone: 0 })
  })

  it('take the place of the data, which is backed up and set aside first', async () => {
    const test = await openTestCore()
    const file = await stage(test, 'plan.txt', 'le plan du four')
    const subject = await save(test, 'contact', { lastName: 'Moreau' })
    const document = await save(test, 'document', { name: 'plan.txt', subject, file: { file, name: 'plan.txt', mime: 'text/plain', size: 15 } })
    const id = await make(test)
    await save(test, 'contact', { lastName: 'Perrin' })
    const kept = join(test.folder, 'data', 'files', 'kept')
    rmSync(kept, { recursive: true })
    const restored = await restore(test, id)
    expect(await names(restored)).toEqual(['Moreau'])
    const { record } = await valueOf(restored.client.entities.get({ type: 'document', id: document }))
    expect(await textOf(restored, (record['file'] as { file: string }).file)).toBe('le plan du four')
    const after = await state(restored)
    expect(after.backups.map(({ reason }) => reason)).toEqual(['restore', 'asked'])
    expect(readdirSync(join(test.folder, 'data', 'set-aside'))).toHaveLength(1)
    // And the way back.
    const forth = await restore(restored, after.backups[0]!.id)
    expect(await names(forth)).toEqual(['Moreau', 'Perrin'])
    expect(await save(forth, 'contact', { lastName: 'Zola' })).toBeTruthy()
  })

  it('are restored one at a time, and neither the key nor what protects it changes meanwhile', async () => {
    const test = await openTestCore()
    await save(test, 'contact', { lastName: 'Moreau' })
    const id = await make(test)
    await save(test, 'contact', { lastName: 'Perrin' })
    const { backups, keys, rescue } = test.client
    const restored = restore(test, id)
    for (const refused of [keys.rotate({}), keys.setPassphrase({ passphrase: 'quatre sabots de cuivre' }), keys.renewRecoveryKey({}), backups.restore({ id }), rescue.restore({ id })]) {
      expect(await refused).toMatchObject({ ok: false, error: { code: 'BEING_REPLACED' } })
    }
    expect(await names(await restored)).toEqual(['Moreau'])
  })

  it('are restored to the end where the data is closed meanwhile', async () => {
    const test = await openTestCore()
    await save(test, 'contact', { lastName: 'Moreau' })
    const id = await make(test)
    await save(test, 'contact', { lastName: 'Perrin' })
    const restored = test.core.call('backups.restore', { id }, new AbortController().signal)
    await test.core.close()
    expect(await restored).toMatchObject({ ok: true })
    expect(await names(await openTestCore(test.folder))).toEqual(['Moreau'])
  })

  it('go on with a restore that was cut short, at whatever step', async () => {
    const folder = temporaryFolder()
    const data = join(folder, 'data')
    const test = await openTestCore(folder)
    await save(test, 'contact', { lastName: 'Moreau' })
    const id = await make(test)
    await save(test, 'contact', { lastName: 'Perrin' })
    await test.core.close()
    // As it stands once the present is aside and the restored file is not yet in its place.
    cpSync(join(data, 'backups', `${id}.db`), join(data, 'calepin.db.restored'))
    rmSync(join(data, 'calepin.db'))
    writeFileSync(join(data, 'restore.json'), JSON.stringify({ at: '2026-11-21T08:00:00.000Z', from: id }))
    const next = await openTestCore(folder)
    expect(await names(next)).toEqual(['Moreau'])
    expect(existsSync(join(data, 'restore.json'))).toBe(false)
  })

  it('of another machine open with its recovery key, and are protected by this one from then on', async () => {
    const theirs = await openTestCore()
    await save(theirs, 'contact', { lastName: 'Moreau' })
    const id = await make(theirs)
    const { key } = await valueOf(theirs.client.backups.recoveryKey({}))
    const mine = await openTestCore()
    await save(mine, 'contact', { lastName: 'Perrin' })
    const place = join(theirs.folder, 'data', 'backups')
    await valueOf(mine.client.backups.configure({ place }))
    expect((await state(mine)).backups).toMatchObject([{ id, isOwn: false }])
    expect(await mine.client.backups.compare({ id })).toMatchObject({ ok: false, error: { code: 'KEY_MISSING' } })
    expect(await mine.client.backups.restore({ id, secret: key.replace(/^./, letter => (letter === 'A' ? 'B' : 'A')) })).toMatchObject({ ok: false, error: { code: 'KEY_WRONG' } })
    const restored = await restore(mine, id, key)
    expect(await names(restored)).toEqual(['Moreau'])
    await restored.core.close()
    expect(await names(await openTestCore(mine.folder))).toEqual(['Moreau'])
  })

  it('are no backups once they are damaged, and restoring one changes nothing', async () => {
    const test = await openTestCore()
    await save(test, 'contact', { lastName: 'Moreau' })
    const id = await make(test)
    const path = join(test.folder, 'data', 'backups', `${id}.db`)
    const bytes = readFileSync(path)
    bytes.fill(7, 40_000, 48_000)
    writeFileSync(path, bytes)
    await save(test, 'contact', { lastName: 'Perrin' })
    expect(await test.client.backups.restore({ id })).toMatchObject({ ok: false, error: { code: 'STORE_DAMAGED' } })
    expect(await names(test)).toEqual(['Moreau', 'Perrin'])
    expect(readdirSync(join(test.folder, 'data')).filter(name => /restore/.test(name))).toEqual([])
    const sound = (await state(test)).backups.find(({ reason }) => reason === 'restore')!
    expect(await names(await restore(test, sound.id))).toEqual(['Moreau', 'Perrin'])
  })

  it('show nothing of what they hold', async () => {
    const test = await openTestCore()
    await save(test, 'contact', { lastName: 'Chantefable' })
    await make(test)
    const place = join(test.folder, 'data', 'backups')
    for (const name of readdirSync(place)) expect(readFileSync(join(place, name)).includes('Chantefable')).toBe(false)
  })

  it('are made before an import, when there is something to lose', async () => {
    const test = await openTestCore()
    const csv = 'Nom;Prénom\nMoreau;Luce\n'
    const first = await valueOf(test.client.imports.start({ file: await stage(test, 'a.csv', csv) }))
    await valueOf(test.client.jobs.watch({ job: first.job }, () => {}))
    expect((await state(test)).backups).toEqual([])
    await valueOf(test.client.imports.start({ file: await stage(test, 'b.csv', csv) }))
    expect((await state(test)).backups).toMatchObject([{ reason: 'import', counts: { contact: 1 } }])
  })

  it('are made before an import whatever other data have in the same place, and leave it there', async () => {
    const place = join(temporaryFolder(), 'shared')
    const [theirs, mine] = [await openTestCore(), await openTestCore()]
    for (const test of [theirs, mine]) {
      await save(test, 'contact', { lastName: 'Moreau' })
      await valueOf(test.client.backups.configure({ place, keep: { daily: 1, weekly: 0, monthly: 0 } }))
    }
    const id = await make(theirs)
    await valueOf(mine.client.imports.start({ file: await stage(mine, 'a.csv', 'Nom;Prénom\nPerrin;Luce\n') }))
    expect((await state(mine)).backups.map(({ reason, isOwn }) => [reason, isOwn])).toEqual([['import', true], ['asked', false]])
    expect(await theirs.client.backups.compare({ id })).toMatchObject({ ok: true })
  })

  it('go where they are told, and say why they cannot', async () => {
    const test = await openTestCore()
    await save(test, 'contact', { lastName: 'Moreau' })
    const place = join(test.folder, 'clé usb')
    expect(await test.client.backups.configure({ place: 'backups' })).toMatchObject({ ok: false, error: { code: 'BACKUP_PLACE' } })
    await valueOf(test.client.backups.configure({ place, keep: { daily: 2, weekly: 0, monthly: 0 } }))
    const id = await make(test)
    expect(readdirSync(place)).toContain(`${id}.db`)
    rmSync(place, { recursive: true })
    writeFileSync(place, 'no folder any more')
    expect(await test.client.backups.make({})).toMatchObject({ ok: false })
    expect(await state(test)).toMatchObject({ place, keep: { daily: 2 }, backups: [], failed: { failure: { code: 'BACKUP_PLACE' } } })
  })
})
