import { beforeEach, describe, expect, it } from 'vitest'
import { openTestCore, type TestCore, valueOf } from '../fixtures/core.ts'

const save = async ({ client }: TestCore, type: string, patch: Record<string, unknown>, id?: string): Promise<string> => (await valueOf(client.entities.save({ type, patch, ...(id && { id }) }))).record.id
const relate = (test: TestCore, kind: string, subject: string, object: string) => test.client.entities.save({ type: 'relation', patch: { kind, subject, object } })
const groups = async ({ client }: TestCore, id: string): Promise<string[]> =>
  (await valueOf(client.relations.of({ id }))).groups.map(({ kind, side, items }) => `${kind} ${side}: ${items.map(({ record }) => record.title).sort().join(', ')}`)

describe('relations', () => {
  let test: TestCore
  let camille: string
  let ines: string
  let dupont: string
  beforeEach(async () => {
    test = await openTestCore()
    camille = await save(test, 'contact', { firstName: 'Camille', lastName: 'Martin' })
    ines = await save(test, 'contact', { firstName: 'Inès', lastName: 'Roux' })
    dupont = await save(test, 'organisation', { name: 'Dupont SA' })
  })

  it('are one record, read from both of its ends', async () => {
    await valueOf(relate(test, 'employs', dupont, camille))
    expect(await groups(test, dupont)).toEqual(['employs subject: Camille Martin'])
    expect(await groups(test, camille)).toEqual(['employs object: Dupont SA'])
    await valueOf(relate(test, 'partner', camille, ines))
    expect(await groups(test, ines)).toEqual(['partner subject: Camille Martin'])
    expect(await groups(test, camille)).toContain('partner subject: Inès Roux')
    expect(await valueOf(test.client.relations.uses({}))).toEqual({ uses: { employs: 1, partner: 1 } })
  })

  it('go with a copy of their record, except those of kinds that are not copied, and are taken back with it', async () => {
    const tag = await save(test, 'tag', { name: 'VIP' })
    await save(test, 'contact', { tags: [tag] }, camille)
    const kind = await save(test, 'relationKind', { subjectPredicate: 'parraine', objectPredicate: 'est parrainé par', notCopied: true })
    await valueOf(relate(test, 'employs', dupont, camille))
    await valueOf(relate(test, 'partner', camille, ines))
    await valueOf(relate(test, kind, camille, ines))
    const { record, op } = await valueOf(test.client.entities.save({ type: 'contact', patch: { firstName: 'Camille', lastName: 'Martin fils' }, copyOf: camille }))
    expect(record['tags']).toEqual([tag])
    expect((await groups(test, record.id)).toSorted()).toEqual(['employs object: Dupont SA', 'partner subject: Inès Roux'])
    expect(await groups(test, dupont)).toEqual(['employs subject: Camille Martin, Camille Martin fils'])
    await valueOf(test.client.journal.undo({ op }))
    expect(await groups(test, dupont)).toEqual(['employs subject: Camille Martin'])
  })

  it('are refused with the reason, by whatever way they come', async () => {
    const reasonOf = async (kind: string, subject: string, object: string): Promise<unknown> => {
      const result = await relate(test, kind, subject, object)
      return result.ok ? 'made' : [result.error.code, result.error.params?.['reason'], result.error.params?.['tagNames']].filter(Boolean)
    }
    expect(await reasonOf('employs', camille, dupont)).toEqual(['RELATION_REFUSED', 'type'])
    expect(await reasonOf('partner', camille, camille)).toEqual(['RELATION_REFUSED', 'self'])
    expect(await reasonOf('nothing', camille, ines)).toEqual(['RELATION_REFUSED', 'gone'])
    expect(await reasonOf('partner', camille, ines)).toBe('made')
    expect(await reasonOf('partner', ines, camille)).toEqual(['RELATION_REFUSED', 'twice'])
    expect(await reasonOf('customer', camille, dupont)).toBe('made')
    expect(await reasonOf('customer', dupont, camille)).toBe('made')
    expect(await reasonOf('customer', camille, dupont)).toEqual(['RELATION_REFUSED', 'twice'])

    const [vip, rival] = [await save(test, 'tag', { name: 'VIP' }), await save(test, 'tag', { name: 'Rival' })]
    const kind = await save(test, 'relationKind', { subjectPredicate: 'parraine', objectPredicate: 'est parrainé par', subjectTypes: [{ value: 'contact' }], subjectRequired: [vip], objectForbidden: [rival] })
    expect(await reasonOf(kind, camille, ines)).toEqual(['RELATION_REFUSED', 'missing', 'VIP'])
    await save(test, 'contact', { tags: [vip] }, camille)
    await save(test, 'contact', { tags: [rival] }, ines)
    expect(await reasonOf(kind, camille, ines)).toEqual(['RELATION_REFUSED', 'forbidden', 'Rival'])
    await save(test, 'contact', { tags: null }, ines)
    expect(await reasonOf(kind, camille, ines)).toBe('made')
    await save(test, 'relationKind', { disabled: true }, kind)
    expect(await reasonOf(kind, camille, dupont)).toEqual(['RELATION_REFUSED', 'disabled'])
  })

  it('are hidden while one end lies in the trash, and go for good with it', async () => {
    await valueOf(relate(test, 'employs', dupont, camille))
    await valueOf(test.client.entities.remove({ type: 'organisation', id: dupont }))
    expect(await groups(test, camille)).toEqual([])
    expect((await relate(test, 'employs', dupont, ines)).ok).toBe(false)
    await valueOf(test.client.entities.restore({ type: 'organisation', id: dupont }))
    expect(await groups(test, camille)).toEqual(['employs object: Dupont SA'])
    await valueOf(test.client.entities.remove({ type: 'organisation', id: dupont }))
    expect(await valueOf(test.client.entities.purge({ all: true }))).toMatchObject({ count: 1, kept: 0 })
    expect(await valueOf(test.client.entities.count({ type: 'relation' }))).toEqual({ count: 0 })
  })

  it('can be taken back and made again, unless their kind has come to forbid it', async () => {
    const { op } = await valueOf(relate(test, 'employs', dupont, camille))
    const undo = await valueOf(test.client.journal.undo({ op }))
    expect(await groups(test, dupont)).toEqual([])
    const redo = await valueOf(test.client.journal.undo({ op: undo.op }))
    expect(await groups(test, dupont)).toEqual(['employs subject: Camille Martin'])
    const again = await valueOf(test.client.journal.undo({ op: redo.op }))
    await save(test, 'relationKind', { key: 'employs', disabled: true })
    expect(await test.client.journal.undo({ op: again.op })).toMatchObject({ ok: false, error: { code: 'RELATION_REFUSED' } })
    expect(await groups(test, dupont)).toEqual([])
  })

  it('link many records with one as one operation, and say which are refused', async () => {
    await valueOf(relate(test, 'employs', dupont, ines))
    const linked = await valueOf(test.client.relations.link({ kind: 'employs', side: 'subject', id: dupont, ids: [camille, ines, dupont] }))
    expect(linked).toMatchObject({ count: 1, refused: 2, refusals: [{ title: 'Inès Roux', reason: 'twice' }, { title: 'Dupont SA', reason: 'self' }] })
    expect(await groups(test, dupont)).toEqual(['employs subject: Camille Martin, Inès Roux'])
    await valueOf(test.client.journal.undo({ op: linked.op }))
    expect(await groups(test, dupont)).toEqual(['employs subject: Inès Roux'])
  })

  it('link all that a filter keeps, as a job when they are many', async () => {
    const created = 600
    const lines = ['Nom', ...Array.from({ length: created }, (_, i) => `Personne ${i}`)].join('\n')
    const file = await test.core.stage('p.csv', (async function* () { yield Buffer.from(lines) })())
    const job = await valueOf(test.client.imports.start({ file: file.file, type: 'contact', mapping: { Nom: 'lastName' } }))
    await expect.poll(async () => (await valueOf(test.client.jobs.get({ job: job.job }))).state, { timeout: 20_000 }).toBe('done')
    const linked = await valueOf(test.client.relations.link({ kind: 'employs', side: 'subject', id: dupont, type: 'contact', filter: { field: 'lastName', op: 'startsWith', value: 'Personne' } }))
    expect(linked).toMatchObject({ count: created, refused: 0 })
    const { groups: [group] } = await valueOf(test.client.relations.of({ id: dupont, kind: 'employs', limit: 5 }))
    expect(group).toMatchObject({ count: created, items: { length: 5 } })
    await valueOf(test.client.journal.undo({ op: linked.op }))
    expect(await valueOf(test.client.entities.count({ type: 'relation' }))).toEqual({ count: 0 })
  })

  it('keep their kind from being deleted; a shipped one only loses what was changed of it', async () => {
    const own = await save(test, 'relationKind', { subjectPredicate: 'conseille', objectPredicate: 'est conseillé par' })
    const { record } = await valueOf(relate(test, own, camille, ines))
    expect(await test.client.entities.remove({ type: 'relationKind', id: own })).toMatchObject({ ok: false, error: { code: 'IN_USE', params: { relations: 1 } } })
    await valueOf(test.client.entities.remove({ type: 'relation', id: record.id }))
    await valueOf(test.client.entities.remove({ type: 'relationKind', id: own }))
    expect(await test.client.entities.restore({ type: 'relation', id: record.id })).toMatchObject({ ok: false, error: { code: 'RELATION_REFUSED' } })

    await valueOf(relate(test, 'employs', dupont, camille))
    const changed = await save(test, 'relationKind', { key: 'employs', subjectPredicate: 'fait travailler' })
    await valueOf(test.client.entities.remove({ type: 'relationKind', id: changed }))
    expect(await groups(test, dupont)).toEqual(['employs subject: Camille Martin'])
  })

  it('are only of kinds with words for both ways and types that there are', async () => {
    expect(await test.client.entities.save({ type: 'relationKind', patch: { subjectPredicate: 'aide' } })).toMatchObject({ ok: false, error: { code: 'INVALID_RECORD', params: { problems: [{ field: 'objectPredicate', code: 'REQUIRED' }] } } })
    const typed = { subjectPredicate: 'aide', objectPredicate: 'est aidé par', objectTypes: [{ value: 'note' }] }
    expect(await test.client.entities.save({ type: 'relationKind', patch: typed })).toMatchObject({ ok: false, error: { params: { problems: [{ field: 'objectTypes', code: 'NOT_A_CHOICE' }] } } })
  })
})
