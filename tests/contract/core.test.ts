import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCore } from '../../main/host/core.ts'
import { ended, exported, importFile, openTestCore, stage, textOf, valueOf } from '../fixtures/core.ts'

const signal = new AbortController().signal

describe('the core', () => {
  it('creates, reads, lists, counts, finds, edits, removes and restores a record', async () => {
    const { client } = await openTestCore()
    const { record } = await valueOf(client.entities.save({ type: 'contact', patch: { firstName: 'Zoé', lastName: 'Ménard', address: { city: 'Lyon' } } }))
    expect(await valueOf(client.entities.get({ type: 'contact', id: record.id }))).toEqual({ record })
    expect((await valueOf(client.entities.list({ type: 'contact', filter: { field: 'address.city', op: 'eq', value: 'LYON' } }))).rows).toMatchObject([{ id: record.id, title: 'Zoé Ménard' }])
    expect((await valueOf(client.search.find({ text: 'men zo' }))).hits).toMatchObject([{ type: 'contact', id: record.id }])
    await valueOf(client.entities.save({ type: 'contact', id: record.id, patch: { lastName: 'Petit', address: null } }))
    expect((await valueOf(client.entities.get({ id: record.id }))).record).toMatchObject({ lastName: 'Petit', title: 'Zoé Petit' })
    await valueOf(client.entities.remove({ type: 'contact', id: record.id }))
    expect(await valueOf(client.entities.count({ type: 'contact' }))).toEqual({ count: 0 })
    expect(await valueOf(client.entities.count({ type: 'contact', trashed: true }))).toEqual({ count: 1 })
    await valueOf(client.entities.restore({ type: 'contact', id: record.id }))
    expect(await valueOf(client.entities.count({ type: 'contact' }))).toEqual({ count: 1 })
  })

  it('says what is wrong with what it is given, and writes nothing', async () => {
    const { client, core } = await openTestCore()
    const failure = async (call: Promise<{ ok: boolean; error?: unknown }>) => (await call).error
    expect(await failure(client.entities.save({ type: 'contact', patch: { emails: [{ value: 'x@@y' }] } }))).toMatchObject({
      code: 'INVALID_RECORD',
      params: { problems: [{ field: 'emails', code: 'EMAIL_INVALID' }] },
    })
    expect(await failure(client.entities.save({ type: 'contact', patch: { status: 'nope', organisation: '00000000-0000-7000-8000-000000000000', lastName: 'N' } }))).toMatchObject({
      params: { problems: [{ field: 'status', code: 'NOT_A_CHOICE' }, { field: 'organisation', code: 'RELATION_NOT_FOUND' }] },
    })
    expect(await failure(client.entities.save({ type: 'contact', patch: { shoeSize: 43 } }))).toMatchObject({ code: 'UNKNOWN_FIELD' })
    expect(await failure(client.entities.save({ type: 'martian', patch: {} }))).toMatchObject({ code: 'UNKNOWN_TYPE' })
    expect(await failure(client.entities.list({ type: 'contact', limit: 0 }))).toMatchObject({ code: 'BAD_INPUT' })
    expect(await failure(core.call('entities.nothing', {}, signal))).toMatchObject({ code: 'UNKNOWN_METHOD' })
    expect(await failure(core.call('__proto__.toString', {}, signal))).toMatchObject({ code: 'UNKNOWN_METHOD' })
    expect(await valueOf(client.entities.count({ type: 'contact' }))).toEqual({ count: 0 })
  })

  it('keeps a picture that was uploaded when the save is refused, for the next try', async () => {
    const test = await openTestCore()
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
    const picture = { file: await stage(test, 'moi.png', png), name: 'moi.png' }
    const save = (value: string) => test.client.entities.save({ type: 'contact', patch: { lastName: 'Ménard', picture, emails: [{ value }] } })
    expect(await save('x@@y')).toMatchObject({ ok: false, error: { code: 'INVALID_RECORD' } })
    const { record } = await valueOf(save('zoe@exemple.fr'))
    expect(record.picture).toMatchObject({ name: 'moi.png', mime: 'image/png', size: png.length })
    expect(await test.core.open((record.picture as { file: string }).file)).toMatchObject({ mime: 'image/png', size: png.length })
  })

  it('warns of a wrong legal number and takes it all the same', async () => {
    const { client } = await openTestCore()
    const { warnings } = await valueOf(client.entities.save({ type: 'organisation', patch: { name: 'Atelier', siret: '123 456 789 00011', vatNumber: 'FR40303265045' } }))
    expect(warnings).toMatchObject([{ field: 'siret', code: 'LEGAL_ID_WRONG', warning: true }])
  })

  it('keeps what somebody else wrote meanwhile and shows both values', async () => {
    const { client } = await openTestCore()
    const { record } = await valueOf(client.entities.save({ type: 'contact', patch: { lastName: 'Avant', jobTitle: 'A' } }))
    await valueOf(client.entities.save({ type: 'contact', id: record.id, patch: { lastName: 'Entre' } }))
    const late = await client.entities.save({ type: 'contact', id: record.id, patch: { lastName: 'Tard' }, base: { lastName: 'Avant' } })
    expect(late).toMatchObject({ ok: false, error: { code: 'CONFLICT', params: { conflicts: [{ field: 'lastName', mine: 'Tard', theirs: 'Entre', base: 'Avant' }] } } })
    expect(await client.entities.save({ type: 'contact', id: record.id, patch: { jobTitle: 'B' }, base: { jobTitle: 'A' } })).toMatchObject({ ok: true })
  })

  it('tells a watcher of every write, wherever it comes from', async () => {
    const test = await openTestCore()
    const seen: { type: string; ids: string[] }[] = []
    const watching = new AbortController()
    const end = test.client.entities.watch({ type: 'contact' }, event => seen.push(event), { signal: watching.signal })
    // The stream passes through the same door as the command after it.
    const { record } = await valueOf(test.client.entities.save({ type: 'contact', patch: { lastName: 'Vu' } }))
    await importFile(test, 'a.csv', 'Nom;Prénom\nImporté;Ana\n')
    watching.abort()
    expect(await end).toMatchObject({ ok: false, error: { code: 'CANCELLED' } })
    expect(seen[0]).toMatchObject({ type: 'contact', ids: [record.id] })
    expect(seen.length).toBeGreaterThan(1)
  })

  it('answers a call that is aborted at once', async () => {
    const { client } = await openTestCore()
    const controller = new AbortController()
    const call = client.entities.list({ type: 'contact' }, { signal: controller.signal })
    controller.abort()
    expect(await call).toEqual({ ok: false, error: { code: 'CANCELLED' } })
  })

  it('keeps a history with old and new values, and undoes an operation, and the undoing', async () => {
    const { client } = await openTestCore()
    const { record } = await valueOf(client.entities.save({ type: 'contact', patch: { lastName: 'Un' } }))
    const { op } = await valueOf(client.entities.save({ type: 'contact', id: record.id, patch: { lastName: 'Deux' } }))
    const { entries } = await valueOf(client.journal.history({ id: record.id }))
    expect(entries).toMatchObject([{ name: 'edit', kind: 'update', changes: [{ field: 'lastName', from: 'Un', to: 'Deux' }] }, { name: 'create', kind: 'create' }])
    const undone = await valueOf(client.journal.undo({ op }))
    expect(undone).toMatchObject({ undone: 1, kept: 0 })
    expect((await valueOf(client.entities.get({ id: record.id }))).record.lastName).toBe('Un')
    expect(await client.journal.undo({ op })).toMatchObject({ ok: false, error: { code: 'NOTHING_TO_UNDO' } })
    await valueOf(client.journal.undo({ op: undone.op }))
    expect((await valueOf(client.entities.get({ id: record.id }))).record.lastName).toBe('Deux')
  })

  it('is refused a second time on the same folder, and opens again once closed, with everything there', async () => {
    const first = await openTestCore()
    const { record } = await valueOf(first.client.entities.save({ type: 'contact', patch: { lastName: 'Gardé' } }))
    const options = { data: join(first.folder, 'data'), config: join(first.folder, 'config') }
    await expect(openCore(options)).rejects.toThrow('STORE_LOCKED')
    await first.core.close()
    expect(readdirSync(options.data)).not.toContain('calepin.db-wal')
    const again = await openCore(options)
    expect(await again.call('entities.get', { id: record.id }, signal)).toMatchObject({ ok: true, value: { record: { lastName: 'Gardé' } } })
    await again.close()
  })
})

describe('an import through the core', () => {
  const table = 'Nom;Prénom;Courriel;Société;Secteur\nMénard;Zoé;zoe@exemple.fr;Acmé;Informatique\nSans;Arobase;zoe.exemple.fr;Fantôme;\nRoux;Ana;;ACME;Apiculture\n'

  it('reads a table in any encoding, names its failed lines, and gives them back to be mended', async () => {
    const test = await openTestCore()
    const utf16 = Buffer.from(`\ufeff${table}`, 'utf16le')
    const job = await importFile(test, 'clients.csv', utf16)
    expect(job).toMatchObject({ state: 'done', done: 3, total: 3, counts: { created: 2, failed: 1, linksCreated: 1 }, errors: [{ line: 3, problems: [{ field: 'emails', code: 'EMAIL_INVALID' }] }] })
    const { file, name } = await valueOf(test.client.imports.errorFile({ job: job.job }))
    expect(name).toMatch(/^clients.*\.csv$/)
    const [headings, failed, ...rest] = (await textOf(test, file)).trim().split('\r\n')
    expect(headings!.split(';')).toHaveLength(6)
    expect(failed).toMatch(/^Sans;Arobase;zoe\.exemple\.fr;Fantôme;;.*zoe\.exemple\.fr/)
    expect(rest).toEqual([])
    const mended = (await textOf(test, file)).replace('zoe.exemple.fr', 'sans@exemple.fr')
    expect(await importFile(test, 'mended.csv', mended)).toMatchObject({ counts: { created: 1, failed: 0 } })
  })

  it('tries without writing, then writes, then takes everything back', async () => {
    const test = await openTestCore()
    const { client } = test
    expect(await importFile(test, 'a.csv', table, { dryRun: true })).toMatchObject({ counts: { created: 2, failed: 1 } })
    expect(await valueOf(client.entities.count({ type: 'contact' }))).toEqual({ count: 0 })
    const { record } = await valueOf(client.entities.save({ type: 'contact', patch: { lastName: 'Roux', firstName: 'Ana', jobTitle: 'Gérante' } }))
    const { job } = await importFile(test, 'a.csv', table)
    expect((await valueOf(client.entities.get({ id: record.id }))).record.organisation).toMatchObject({ title: 'Acmé' })
    expect(await valueOf(client.imports.revert({ job }))).toMatchObject({ undone: 4, kept: 0 })
    expect((await valueOf(client.entities.list({ type: 'contact' }))).rows).toMatchObject([{ title: 'Ana Roux', jobTitle: 'Gérante' }])
    expect((await valueOf(client.entities.get({ id: record.id }))).record.organisation).toBeUndefined()
    expect(await valueOf(client.entities.count({ type: 'organisation' }))).toEqual({ count: 0 })
  })

  it('undoes a large import as a job that is waited for', async () => {
    const test = await openTestCore()
    const rows = Array.from({ length: 1_200 }, (_, i) => `Nom${i};n${i}@exemple.fr`)
    const { op } = await importFile(test, 'many.csv', ['Nom;E-mail', ...rows].join('\n'), { type: 'contact' })
    expect(await valueOf(test.client.journal.undo({ op: op! }))).toMatchObject({ undone: 1_200, kept: 0 })
    expect(await valueOf(test.client.entities.count({ type: 'contact' }))).toEqual({ count: 0 })
    expect(await valueOf(test.client.entities.count({ type: 'contact', trashed: true }))).toEqual({ count: 1_200 })
  })

  it('loses nothing of a card on the way in and out, and takes it for the same one when it comes again', async () => {
    const test = await openTestCore()
    const folder = join(import.meta.dirname, '../fixtures/vcards')
    for (const name of readdirSync(folder).filter(each => each.endsWith('.vcf'))) {
      const bytes = readFileSync(join(folder, name))
      const first = await importFile(test, name, bytes)
      expect(first, name).toMatchObject({ state: 'done' })
      expect(first.counts.created! + first.counts.updated! + first.counts.unchanged! + first.counts.failed!, name).toBe(first.done)
      expect((await importFile(test, name, bytes)).counts.created, name).toBe(0)
    }
    const before = await exported(test, 'contact', 'vcf')
    expect(before).toMatch(/X-SOCIALPROFILE/i)
    const again = await importFile(test, 'again.vcf', before)
    expect(again.counts).toMatchObject({ created: 0, failed: 0 })
    const lines = (text: string): string[] => text.replace(/\r\n /g, '').split('\r\n').filter(line => !line.startsWith('REV:')).sort()
    expect(lines(await exported(test, 'contact', 'vcf'))).toEqual(lines(before))
  }, 90_000)

  it('writes a table that imports again as what it was, formulas neutralised', async () => {
    const test = await openTestCore()
    const patch = { lastName: '=HYPERLINK("x")', emails: [{ value: 'a@exemple.fr', label: 'work' }, { value: 'b@exemple.fr' }], phones: [{ value: '+33 6 12 34 56 78', label: 'mobile' }], birthday: '1980-02-29', notes: 'deux\nlignes; "citées"' }
    await valueOf(test.client.entities.save({ type: 'contact', patch }))
    const csv = await exported(test, 'contact', 'csv')
    expect(csv).toContain(`'=HYPERLINK`)
    expect(csv).toContain(';+33 6 12 34 56 78;')
    expect((await importFile(test, 'again.csv', csv)).counts).toMatchObject({ created: 0, updated: 0, unchanged: 1 })
  })

  it('refuses a file that is no table, an unknown heading and a file that is not there', async () => {
    const test = await openTestCore()
    const { client } = test
    const start = async (name: string, content: string | Uint8Array, more: object = {}) => (await client.imports.start({ file: await stage(test, name, content), ...more }) as { error?: { code: string } }).error?.code
    expect(await start('image.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))).toBe('IMPORT_UNKNOWN_FORMAT')
    expect(await start('empty.csv', '')).toBe('FILE_EMPTY')
    expect(await start('a.csv', table, { mapping: { Absent: 'lastName' } })).toBe('IMPORT_BAD_MAPPING')
    expect(await start('a.csv', table, { mapping: { Nom: 'nowhere' } })).toBe('IMPORT_BAD_MAPPING')
    expect(await client.imports.start({ file: '00000000-0000-4000-8000-000000000000' })).toMatchObject({ error: { code: 'FILE_NOT_FOUND' } })
  })

  it('can be paused, resumed and cancelled; what was written stays', async () => {
    const test = await openTestCore()
    const rows = Array.from({ length: 20_000 }, (_, i) => `Nom${i};n${i}@exemple.fr`)
    const file = await stage(test, 'many.csv', ['Nom;E-mail', ...rows].join('\n'))
    const { job } = await valueOf(test.client.imports.start({ file, type: 'contact' }))
    const paused = await valueOf(test.client.jobs.pause({ job }))
    expect(paused.state).toBe('paused')
    const resumed = await valueOf(test.client.jobs.resume({ job }))
    expect(resumed.state).toBe('waiting')
    const cancelled = await valueOf(test.client.jobs.cancel({ job }))
    expect(cancelled.state).toBe('cancelled')
    expect(await valueOf(test.client.entities.count({ type: 'contact' }))).toEqual({ count: cancelled.counts.created ?? 0 })
    expect(await ended(test, job)).toMatchObject({ state: 'cancelled' })
  })
})
