import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { contract } from '../../shared/contract.ts'
import { createCaller, createClient } from '../../shared/kernel/rpc/client.ts'
import { portPair } from '../../shared/kernel/rpc/port.ts'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'
import { ended, openTestCore, stage, type TestCore, textOf, valueOf } from '../fixtures/core.ts'

const OLD = 'le vieux pont de bois'
const PATIENT = { timeout: 20_000 }
const NEW = 'quatre sabots de cuivre'

const save = async ({ client }: TestCore, type: string, patch: Record<string, unknown>): Promise<string> => (await valueOf(client.entities.save({ type, patch }))).record.id
const names = async ({ client }: Pick<TestCore, 'client'>): Promise<string[]> => (await valueOf(client.entities.list({ type: 'contact', limit: 100 }))).rows.map(row => row.title)
const state = ({ client }: TestCore) => valueOf(client.keys.state({}))

/** A client of the core once it has opened itself anew. */
const again = ({ core, folder }: TestCore): TestCore => {
  const [near, far] = portPair()
  core.connect(far)
  return { core, folder, client: createClient<typeof contract>(createCaller(near)) }
}

const restore = async (test: TestCore, id: string, secret?: string): Promise<TestCore> => {
  const lost = test.client.entities.watch({}, () => {})
  await valueOf(test.client.backups.restore({ id, ...(secret && { secret }) }))
  await lost
  return again(test)
}

/** Changes the key to its end; the change must not fail. */
const rotate = async (test: TestCore): Promise<TestCore> => {
  const lost = test.client.entities.watch({}, () => {})
  await valueOf(test.client.keys.rotate({}))
  await lost
  const next = again(test)
  expect(await state(next)).toMatchObject({ ended: { at: expect.any(String) } })
  expect(await state(next)).not.toHaveProperty('ended.failure')
  return next
}

/** Why these secrets do not open the data. */
const refusal = (folder: string, secrets: Parameters<typeof openTestCore>[1]): Promise<unknown> =>
  openTestCore(folder, secrets).then(
    () => 'opened',
    (error: unknown) => (error instanceof ExpectedError ? error.failure.code : error),
  )

const keptNames = (folder: string): string[] => readdirSync(join(folder, 'data', 'files', 'kept'), { recursive: true, withFileTypes: true }).flatMap(entry => (entry.isFile() ? [entry.name] : []))

/** One contact with a document, whose text can be read; answers its staged id. */
const withDocument = async (test: TestCore): Promise<string> => {
  const file = await stage(test, 'plan.txt', 'le plan du four')
  const subject = await save(test, 'contact', { lastName: 'Moreau' })
  return save(test, 'document', { name: 'plan.txt', subject, file: { file, name: 'plan.txt', mime: 'text/plain', size: 15 } })
}
const documentText = async (test: TestCore, document: string): Promise<string> => {
  const { record } = await valueOf(test.client.entities.get({ type: 'document', id: document }))
  return textOf(test, (record['file'] as { file: string }).file)
}

/** Where key files lie, which open the data without asking. */
const keyFiles = (folder: string): string[] => readdirSync(join(folder, 'config', 'keys'))

describe('a passphrase', () => {
  it('is set, changed and taken away; from then on only the new one opens the data', async () => {
    const test = await openTestCore()
    const { client, core, folder } = test
    await save(test, 'contact', { lastName: 'Moreau' })
    expect(await state(test)).toEqual({ place: 'keyFile', otherPlace: 'keyFile' })
    await valueOf(client.keys.setPassphrase({ passphrase: OLD }))
    expect(await state(test)).toEqual({ place: 'passphrase', otherPlace: 'keyFile' })
    expect((await valueOf(client.app.info({}))).keyPlace).toBe('passphrase')
    expect(keyFiles(folder)).toEqual([])
    expect(await client.keys.setPassphrase({ passphrase: NEW })).toMatchObject({ ok: false, error: { code: 'KEY_MISSING' } })
    expect(await client.keys.setPassphrase({ present: NEW, passphrase: NEW })).toMatchObject({ ok: false, error: { code: 'KEY_WRONG' } })
    expect(await client.keys.setPassphrase({ present: OLD, passphrase: 'trop court' })).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
    await valueOf(client.keys.setPassphrase({ present: OLD, passphrase: NEW }))
    await core.close()
    expect(await refusal(folder, {})).toBe('KEY_MISSING')
    expect(await refusal(folder, { passphrase: OLD })).toBe('KEY_WRONG')
    const next = await openTestCore(folder, { passphrase: NEW })
    expect(await names(next)).toEqual(['Moreau'])
    expect(await next.client.keys.removePassphrase({ present: OLD })).toMatchObject({ ok: false, error: { code: 'KEY_WRONG' } })
    await valueOf(next.client.keys.removePassphrase({ present: NEW }))
    await next.core.close()
    expect(await refusal(folder, { passphrase: NEW })).toBe('KEY_WRONG')
    expect(await names(await openTestCore(folder))).toEqual(['Moreau'])
  }, 60_000)

  it('gives way to the keychain where there is one', async () => {
    const xor = async (bytes: Buffer): Promise<Buffer> => Buffer.from(bytes.map(byte => byte ^ 0x5a))
    const sealer = { seal: xor, unseal: xor }
    const test = await openTestCore(undefined, { passphrase: OLD, sealer })
    expect(await state(test)).toEqual({ place: 'passphrase', otherPlace: 'keychain' })
    await valueOf(test.client.keys.removePassphrase({ present: OLD }))
    await test.core.close()
    expect(await state(await openTestCore(test.folder, { sealer }))).toEqual({ place: 'keychain', otherPlace: 'keychain' })
  }, 60_000)

  it('opens the backups that were made before it was changed, here and elsewhere; the old one does not', async () => {
    const test = await openTestCore(undefined, { passphrase: OLD })
    await save(test, 'contact', { lastName: 'Moreau' })
    const { id } = await valueOf(test.client.backups.make({}))
    await valueOf(test.client.keys.setPassphrase({ present: OLD, passphrase: NEW }))
    const elsewhere = await openTestCore()
    await valueOf(elsewhere.client.backups.configure({ place: join(test.folder, 'data', 'backups') }))
    expect(await elsewhere.client.backups.compare({ id, secret: OLD })).toMatchObject({ ok: false, error: { code: 'KEY_WRONG' } })
    expect(await elsewhere.client.backups.compare({ id, secret: NEW })).toMatchObject({ ok: true })
    // The data is opened anew with the passphrase as it is by now.
    expect(await names(await restore(test, id))).toEqual(['Moreau'])
  }, 60_000)
})

/** The data of Moreau open by the passphrase and by the recovery key, and by nothing that lies on this machine. */
const expectOpenedBy = async (folder: string, passphrase: string, recoveryKey: string): Promise<void> => {
  expect(await refusal(folder, {})).toBe('KEY_MISSING')
  for (const secret of [{ passphrase }, { recoveryKey }]) {
    const opened = await openTestCore(folder, secret)
    expect(await names(opened)).toEqual(['Moreau'])
    await opened.core.close()
  }
}

describe('a passphrase set since the data was opened', () => {
  it('protects a new key too, and so does the recovery key that is shown with it', async () => {
    const test = await openTestCore()
    await save(test, 'contact', { lastName: 'Moreau' })
    await valueOf(test.client.keys.setPassphrase({ passphrase: NEW }))
    const next = await rotate(test)
    expect(await names(next)).toEqual(['Moreau'])
    expect(await state(next)).toMatchObject({ place: 'passphrase' })
    expect(keyFiles(test.folder)).toEqual([])
    const { key } = await valueOf(next.client.backups.recoveryKey({}))
    await next.core.close()
    await expectOpenedBy(test.folder, NEW, key)
  }, 60_000)

  it('replaces the one before for a new key too', async () => {
    const test = await openTestCore(undefined, { passphrase: OLD })
    await save(test, 'contact', { lastName: 'Moreau' })
    await valueOf(test.client.keys.setPassphrase({ present: OLD, passphrase: NEW }))
    const next = await rotate(test)
    expect(await names(next)).toEqual(['Moreau'])
    await next.core.close()
    expect(await refusal(test.folder, { passphrase: OLD })).toBe('KEY_WRONG')
    expect(await names(await openTestCore(test.folder, { passphrase: NEW }))).toEqual(['Moreau'])
  }, 60_000)

  it('asks for nothing any more under a new key once it was taken away', async () => {
    const test = await openTestCore(undefined, { passphrase: OLD })
    await save(test, 'contact', { lastName: 'Moreau' })
    await valueOf(test.client.keys.removePassphrase({ present: OLD }))
    const next = await rotate(test)
    await next.core.close()
    expect(await names(await openTestCore(test.folder))).toEqual(['Moreau'])
  }, 60_000)

  it('protects what is restored from under an older key, and so does the recovery key that was shown', async () => {
    const test = await openTestCore()
    await save(test, 'contact', { lastName: 'Moreau' })
    const { id } = await valueOf(test.client.backups.make({}))
    const next = await rotate(test)
    await valueOf(next.client.keys.setPassphrase({ passphrase: NEW }))
    const { key } = await valueOf(next.client.keys.renewRecoveryKey({}))
    const restored = await restore(next, id)
    expect(await names(restored)).toEqual(['Moreau'])
    expect(await state(restored)).toMatchObject({ place: 'passphrase' })
    expect(await valueOf(restored.client.backups.recoveryKey({}))).toEqual({ key })
    expect(keyFiles(test.folder)).toEqual([])
    await restored.core.close()
    await expectOpenedBy(test.folder, NEW, key)
  }, 60_000)
})

describe('the recovery key', () => {
  it('can be made anew: the one before opens the data no more', async () => {
    const test = await openTestCore(undefined, { passphrase: OLD })
    await save(test, 'contact', { lastName: 'Moreau' })
    const { key: old } = await valueOf(test.client.backups.recoveryKey({}))
    const { key } = await valueOf(test.client.keys.renewRecoveryKey({}))
    expect(key).not.toBe(old)
    expect(await valueOf(test.client.backups.recoveryKey({}))).toEqual({ key })
    await test.core.close()
    expect(await refusal(test.folder, { recoveryKey: old })).toBe('KEY_WRONG')
    // A forgotten passphrase is replaced by what this machine has.
    const next = await openTestCore(test.folder, { recoveryKey: key })
    expect(await names(next)).toEqual(['Moreau'])
    expect(await state(next)).toMatchObject({ place: 'keyFile' })
    await next.core.close()
    expect(await names(await openTestCore(test.folder))).toEqual(['Moreau'])
  }, 60_000)
})

describe('a new key', () => {
  it('opens records and files, under other names on the disk, and leaves nothing of the old one', async () => {
    const test = await openTestCore()
    const document = await withDocument(test)
    const { job } = await valueOf(test.client.imports.export({ type: 'contact', format: 'vcf', language: 'fr' }))
    const { file: staged } = (await ended(test, job)).result as { file: string }
    const { key: old } = await valueOf(test.client.backups.recoveryKey({}))
    const [files, keyring] = [keptNames(test.folder), readFileSync(join(test.folder, 'data', 'keyring.json'), 'utf8')]
    const next = await rotate(test)
    expect(await names(next)).toEqual(['Moreau'])
    expect(await documentText(next, document)).toBe('le plan du four')
    expect(await textOf(next, staged)).toContain('Moreau')
    expect(keptNames(test.folder)).toHaveLength(files.length)
    expect(keptNames(test.folder)).not.toEqual(files)
    expect(await save(next, 'contact', { lastName: 'Perrin' })).toBeTruthy()
    expect((await valueOf(next.client.backups.recoveryKey({}))).key).not.toBe(old)
    expect(readdirSync(join(test.folder, 'data')).filter(name => /rekey|replaced/.test(name))).toEqual([])
    await next.core.close()
    const reopened = await openTestCore(test.folder)
    expect(await names(reopened)).toEqual(['Moreau', 'Perrin'])
    await reopened.core.close()
    writeFileSync(join(test.folder, 'data', 'keyring.json'), keyring)
    const barred = await openTestCore(test.folder)
    expect(await barred.client.entities.count({ type: 'contact' })).toMatchObject({ ok: false, error: { code: 'STORE_DAMAGED' } })
  }, 60_000)

  it('keeps what is written while it is prepared, and lets nothing else change what protects it or take its place meanwhile', async () => {
    const test = await openTestCore(undefined, { passphrase: OLD })
    const document = await withDocument(test)
    const { id } = await valueOf(test.client.backups.make({}))
    const lost = test.client.entities.watch({}, () => {})
    await valueOf(test.client.keys.rotate({}))
    const { backups, keys, rescue } = test.client
    for (const refused of [keys.setPassphrase({ present: OLD, passphrase: NEW }), keys.renewRecoveryKey({}), keys.rotate({}), backups.restore({ id }), rescue.restore({ id })]) {
      expect(await refused).toMatchObject({ ok: false, error: { code: 'BEING_REPLACED' } })
    }
    const late = await save(test, 'contact', { lastName: 'Perrin' })
    await lost
    const next = again(test)
    expect(await documentText(next, document)).toBe('le plan du four')
    expect((await valueOf(next.client.entities.get({ type: 'contact', id: late }))).record['lastName']).toBe('Perrin')
    await next.core.close()
    expect(await names(await openTestCore(test.folder, { passphrase: OLD }))).toHaveLength(2)
  }, 60_000)

  it('lets every backup made before be restored, and the way back', async () => {
    const test = await openTestCore()
    const document = await withDocument(test)
    const { id: first } = await valueOf(test.client.backups.make({}))
    const once = await rotate(test)
    await save(once, 'contact', { lastName: 'Perrin' })
    const { id: second } = await valueOf(once.client.backups.make({}))
    const twice = await rotate(once)
    await save(twice, 'contact', { lastName: 'Zola' })
    const all = await valueOf(twice.client.backups.state({}))
    expect(all.backups.every(({ isOwn }) => isOwn)).toBe(true)
    const third = await restore(twice, second)
    expect(await names(third)).toEqual(['Moreau', 'Perrin'])
    const back = await restore(third, first)
    expect(await names(back)).toEqual(['Moreau'])
    expect(await documentText(back, document)).toBe('le plan du four')
    const present = (await valueOf(back.client.backups.state({}))).backups.find(({ counts, reason }) => reason === 'restore' && counts['contact'] === 3)!
    const forth = await restore(back, present.id)
    expect(await names(forth)).toEqual(['Moreau', 'Perrin', 'Zola'])
    expect(await documentText(forth, document)).toBe('le plan du four')
    await forth.core.close()
    expect(await names(await openTestCore(test.folder))).toEqual(['Moreau', 'Perrin', 'Zola'])
  }, 120_000)

  it('is not taken, with the reason, when the copy cannot be made; everything stays as it was', async () => {
    const test = await openTestCore()
    const document = await withDocument(test)
    const place = join(test.folder, 'gone')
    await valueOf(test.client.backups.configure({ place }))
    cpSync(join(test.folder, 'data', 'keyring.json'), join(test.folder, 'keyring.json'))
    rmSync(place, { recursive: true })
    await valueOf(test.client.keys.rotate({}))
    await expect.poll(async () => (await state(test)).ended, PATIENT).toMatchObject({ failure: { code: 'BACKUP_PLACE' } })
    expect(readFileSync(join(test.folder, 'data', 'keyring.json'))).toEqual(readFileSync(join(test.folder, 'keyring.json')))
    expect(existsSync(join(test.folder, 'data', 'files.rekeyed'))).toBe(false)
    expect(await documentText(test, document)).toBe('le plan du four')
  }, 60_000)
})
