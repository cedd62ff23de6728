import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { openCore } from '../../main/host/core.ts'
import type { contract } from '../../shared/contract.ts'
import { createCaller, createClient } from '../../shared/kernel/rpc/client.ts'
import { portPair } from '../../shared/kernel/rpc/port.ts'
import { ended, exported, openTestCore, stage, type TestCore, textOf, valueOf } from '../fixtures/core.ts'
import { overwrite, databaseIn } from '../fixtures/damage.ts'
import { temporaryFolder } from '../fixtures/folder.ts'

type Row = Record<string, unknown>

const PLACE = 'x_lieu'
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const PATIENT = { timeout: 20_000 }

const save = async ({ client }: Pick<TestCore, 'client'>, type: string, patch: Row, id?: string): Promise<Row & { readonly id: string; readonly title: string }> => (await valueOf(client.entities.save({ type, patch, ...(id && { id }) }))).record
const titles = async ({ client }: Pick<TestCore, 'client'>, type: string): Promise<string[]> => (await valueOf(client.entities.list({ type, limit: 100 }))).rows.map(({ title }) => title)

const withPlaces = async ({ client }: Pick<TestCore, 'client'>): Promise<void> => {
  await valueOf(
    client.customs.addType({
      one: 'Lieu',
      many: 'Lieux',
      icon: 'place',
      fields: [
        { label: 'Ville', kind: 'text', isListed: true },
        { label: 'Cadastre', kind: 'text' },
        { label: 'Repéré le', kind: 'date' },
        { label: 'Photo', kind: 'image' },
        { label: 'Plan', kind: 'file' },
      ],
    }),
  )
}

/** A client of the core once it has opened itself anew. */
const anew = async (test: TestCore, act: () => Promise<unknown>): Promise<TestCore> => {
  const lost = test.client.entities.watch({}, () => {})
  await act()
  await lost
  const [near, far] = portPair()
  test.core.connect(far)
  return { ...test, client: createClient<typeof contract>(createCaller(near)) }
}

describe('a type of users’ own', () => {
  let test: TestCore
  beforeEach(async () => {
    test = await openTestCore()
    await withPlaces(test)
  })

  it('is called otherwise, looks and stands otherwise, and as before when that is undone', async () => {
    const typeRecord = async () => (await valueOf(test.client.customs.configuration({}))).records.find(({ type }) => type === 'customType')!.data
    const { op } = await valueOf(test.client.customs.setType({ type: PLACE, one: 'Décor', many: 'Décors', oneEn: 'Set', icon: 'house', group: 'sales', nameLabel: 'Nom du décor' }))
    expect(await typeRecord()).toMatchObject({ key: 'lieu', one: 'Décor', many: 'Décors', oneEn: 'Set', icon: 'house', group: 'sales', nameLabel: 'Nom du décor' })
    await valueOf(test.client.customs.setType({ type: PLACE, oneEn: null }))
    expect(await typeRecord()).not.toHaveProperty('oneEn')
    await valueOf(test.client.journal.undo({ op }))
    expect(await typeRecord()).toMatchObject({ one: 'Lieu', many: 'Lieux', icon: 'place' })
    expect(await test.client.customs.setType({ type: 'contact', one: 'Personne' })).toMatchObject({ ok: false, error: { code: 'UNKNOWN_TYPE' } })
  })

  it('has the fields in its titles that were chosen, in records that were there too', async () => {
    await save(test, PLACE, { name: 'Hangar 14', x_ville: 'Lyon', x_cadastre: 'AB 12' })
    const { op } = await valueOf(test.client.customs.setType({ type: PLACE, titleFields: ['x_cadastre', 'x_ville'] }))
    await expect.poll(() => titles(test, PLACE), PATIENT).toEqual(['Hangar 14 AB 12 Lyon'])
    expect((await save(test, PLACE, { name: 'Villa Mona', x_ville: 'Nice' })).title).toBe('Villa Mona Nice')
    expect(await test.client.customs.setType({ type: PLACE, titleFields: ['x_nowhere'] })).toMatchObject({ ok: false, error: { code: 'INVALID_RECORD' } })
    await valueOf(test.client.journal.undo({ op }))
    await expect.poll(() => titles(test, PLACE), PATIENT).toEqual(['Hangar 14', 'Villa Mona'])
  })

  const suspected = async (): Promise<string[][]> => (await valueOf(test.client.duplicates.list({}))).groups.map(({ records }) => records.map(({ title }) => title).toSorted())

  it('has its records compared by the fields that were chosen, those that were there and those to come', async () => {
    await save(test, PLACE, { name: 'Hangar 14', x_ville: 'Lyon', x_cadastre: 'AB 12' })
    await save(test, PLACE, { name: 'Le grand hangar', x_ville: 'Lyon', x_cadastre: 'ab-12' })
    await save(test, PLACE, { name: 'Villa Mona', x_ville: 'Lyon', x_cadastre: 'ZZ 9' })
    expect(await valueOf(test.client.duplicates.check({ type: PLACE, data: { name: 'Hangar', x_cadastre: 'AB 12' } }))).toEqual({ likely: [] })
    await valueOf(test.client.customs.setType({ type: PLACE, duplicates: [['x_cadastre'], ['name', 'x_ville']] }))
    await expect.poll(suspected, PATIENT).toEqual([['Hangar 14', 'Le grand hangar']])
    const { likely } = await valueOf(test.client.duplicates.check({ type: PLACE, data: { name: 'Tout autre', x_cadastre: 'zz 9' } }))
    expect(likely).toMatchObject([{ title: 'Villa Mona', reasons: ['x_cadastre'] }])
    await save(test, PLACE, { name: 'Vila Mona', x_ville: 'lyon' })
    await expect.poll(suspected, PATIENT).toEqual([['Hangar 14', 'Le grand hangar'], ['Vila Mona', 'Villa Mona']])
    const [group] = (await valueOf(test.client.duplicates.list({}))).groups
    await valueOf(test.client.duplicates.merge({ type: PLACE, keep: group!.records[0]!.id, others: [group!.records[1]!.id] }))
    await expect.poll(suspected, PATIENT).toEqual([['Vila Mona', 'Villa Mona']])
    await valueOf(test.client.customs.setType({ type: PLACE, duplicates: [] }))
    await expect.poll(suspected, PATIENT).toEqual([])
  })

  it('leaves the duplicates of other types as they are found when its own rules change', async () => {
    for (const firstName of ['Camille', 'Camile']) await save(test, 'contact', { firstName, lastName: 'Martin', emails: [{ value: 'c.martin@atelier.example' }] })
    await expect.poll(suspected, PATIENT).toEqual([['Camile Martin', 'Camille Martin']])
    for (const name of ['Hangar', 'Le hangar']) await save(test, PLACE, { name, x_cadastre: 'AB 12' })
    await valueOf(test.client.customs.setType({ type: PLACE, duplicates: [['x_cadastre']] }))
    await expect.poll(async () => (await suspected()).toSorted((a, b) => a.join().localeCompare(b.join())), PATIENT).toEqual([['Camile Martin', 'Camille Martin'], ['Hangar', 'Le hangar']])
    await test.core.close()
    const again = await openTestCore(test.folder)
    expect((await valueOf(again.client.duplicates.list({}))).groups).toHaveLength(2)
  })

  it('waits for a field of its rules that lies in the trash, and refuses one that never was', async () => {
    await valueOf(test.client.customs.setType({ type: PLACE, duplicates: [['x_cadastre']] }))
    for (const name of ['Hangar', 'Le hangar']) await save(test, PLACE, { name, x_cadastre: 'AB 12' })
    await expect.poll(suspected, PATIENT).toHaveLength(1)
    const field = (await valueOf(test.client.customs.configuration({}))).records.find(({ data }) => data['label'] === 'Cadastre')!
    const { op } = await valueOf(test.client.entities.remove({ type: 'customField', id: field.id }))
    await expect.poll(suspected, PATIENT).toEqual([])
    await valueOf(test.client.customs.setType({ type: PLACE, many: 'Lieux loués' }))
    await valueOf(test.client.journal.undo({ op }))
    await expect.poll(suspected, PATIENT).toHaveLength(1)
    expect(await test.client.customs.setType({ type: PLACE, duplicates: [['x_nowhere']] })).toMatchObject({ ok: false, error: { params: { problems: [{ field: 'duplicates', code: 'NOT_A_CHOICE' }] } } })
  })

  it('is counted in backups, and told by its name when they are compared, even after it is gone', async () => {
    await save(test, PLACE, { name: 'Hangar 14' })
    const { id } = await valueOf(test.client.backups.make({}))
    const record = (await valueOf(test.client.customs.configuration({}))).records.find(({ type }) => type === 'customType')!
    const [backup] = (await valueOf(test.client.backups.state({}))).backups
    expect(backup!.counts).toMatchObject({ [record.id]: 1 })
    expect(JSON.stringify(backup!.counts)).not.toMatch(/lieu/i)
    await save(test, PLACE, { name: 'Villa Mona' })
    const compared = async (of: string) => (await valueOf(test.client.backups.compare({ id: of }))).differences.find(({ type }) => type === PLACE)
    expect(await compared(id)).toEqual({ type: PLACE, words: { fr: 'Lieux', en: 'Lieux' }, now: 2, before: 1, back: 0, changed: 0, gone: 1 })
  })

  it('is told of a backup of data that never knew it, and of data that know it no more', async () => {
    const elsewhere = await openTestCore()
    const { id } = await valueOf(elsewhere.client.backups.make({}))
    const { key } = await valueOf(elsewhere.client.backups.recoveryKey({}))
    await save(test, PLACE, { name: 'Hangar 14' })
    await valueOf(test.client.backups.configure({ place: join(elsewhere.folder, 'data', 'backups') }))
    const difference = async (from: TestCore, of: string, secret: string) => (await valueOf(from.client.backups.compare({ id: of, secret }))).differences.find(({ type }) => type === PLACE)
    expect(await difference(test, id, key)).toMatchObject({ now: 1, before: 0, gone: 1 })
    const { id: own } = await valueOf(test.client.backups.make({}))
    const { key: other } = await valueOf(test.client.backups.recoveryKey({}))
    expect(await difference(elsewhere, own, other)).toMatchObject({ words: { fr: 'Lieux' }, now: 0, before: 1, back: 1 })
  })

  it('comes back with a restore, and goes on under a new key', async () => {
    const photo = { file: await stage(test, 'hangar.png', PNG), name: 'hangar.png' }
    const place = await save(test, PLACE, { name: 'Hangar 14', x_photo: photo })
    const { id } = await valueOf(test.client.backups.make({}))
    await valueOf(test.client.customs.setType({ type: PLACE, many: 'Décors' }))
    await save(test, PLACE, { name: 'Villa Mona' })
    const restored = await anew(test, () => valueOf(test.client.backups.restore({ id })))
    expect(await titles(restored, PLACE)).toEqual(['Hangar 14'])
    const rotated = await anew(restored, () => valueOf(restored.client.keys.rotate({})))
    expect(await valueOf(rotated.client.keys.state({}))).not.toHaveProperty('ended.failure')
    expect(await titles(rotated, PLACE)).toEqual(['Hangar 14'])
    const { file } = (await valueOf(rotated.client.entities.get({ type: PLACE, id: place.id }))).record['x_photo'] as { file: string }
    expect(Buffer.from(await textOf(rotated, file), 'utf8').includes('PNG')).toBe(true)
  }, 60_000)

  it('has a picture and a file kept with its records, and gone for good with them alone', async () => {
    const [picture, plan] = [{ file: await stage(test, 'hangar.png', PNG), name: 'hangar.png' }, { file: await stage(test, 'plan.txt', 'le plan'), name: 'plan.txt' }]
    const place = await save(test, PLACE, { name: 'Hangar 14', x_photo: picture, x_plan: plan })
    expect(place['x_photo']).toMatchObject({ name: 'hangar.png', mime: 'image/png', size: PNG.length })
    const kept = (place['x_plan'] as { file: string }).file
    expect(await textOf(test, kept)).toBe('le plan')
    expect(await exported(test, PLACE, 'csv')).toContain('Hangar 14')
    const copy = await save(test, PLACE, { name: 'Hangar 15', x_plan: place['x_plan'] })
    const remove = async (id: string): Promise<void> => {
      await valueOf(test.client.entities.remove({ type: PLACE, id }))
      const purged = await valueOf(test.client.entities.purge({ type: PLACE, ids: [id] }))
      if (purged.job) await ended(test, purged.job)
    }
    await remove(place.id)
    expect(await textOf(test, kept)).toBe('le plan')
    await remove(copy.id)
    expect(await test.core.open(kept)).toBeUndefined()
    expect(readdirSync(join(test.folder, 'data', 'files', 'kept'), { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())).toEqual([])
  })
})

describe('a type of users’ own in damaged data', () => {
  it('is read out into a table of its own name, with its fields, also where it lies in the trash', async () => {
    const folder = temporaryFolder()
    const core = await openCore({ data: join(folder, 'data'), config: join(folder, 'config') })
    const [near, far] = portPair()
    core.connect(far)
    const client = createClient<typeof contract>(createCaller(near))
    await withPlaces({ client })
    await valueOf(client.customs.addType({ one: 'Chien', many: 'Chiens', icon: 'animal', fields: [] }))
    await save({ client }, PLACE, { name: 'Hangar 14', x_ville: 'Lyon' })
    await save({ client }, 'x_chien', { name: 'Filou' })
    const dogs = (await valueOf(client.customs.configuration({}))).records.find(({ data }) => data['one'] === 'Chien')!
    await valueOf(client.entities.remove({ type: 'customType', id: dogs.id }))
    near.close()
    await core.close()
    rmSync(join(folder, 'data', 'backups'), { recursive: true, force: true })
    overwrite(databaseIn(folder), [1])
    const test = await openTestCore(folder)
    const { files, lost } = await valueOf(test.client.rescue.export({ language: 'fr' }, () => {}))
    expect(lost).toBe(0)
    const table = async (name: string): Promise<string> => textOf(test, files.find(file => file.name === name)!.file)
    expect(await table('Lieux.csv')).toMatch(/^.?Nom;Ville;Cadastre;.*\r\nHangar 14;Lyon;/)
    expect(await table('Chiens.csv')).toContain('Filou')
  }, 60_000)
})
