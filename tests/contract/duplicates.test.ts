import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { JobView } from '../../shared/kernel/rpc/schemas.ts'
import { registry } from '../../shared/registry.ts'
import { importFile, openTestCore, type TestCore, valueOf } from '../fixtures/core.ts'
import { temporaryFolder } from '../fixtures/folder.ts'

const save = async ({ client }: TestCore, type: string, patch: Record<string, unknown>): Promise<string> => (await valueOf(client.entities.save({ type, patch }))).record.id
const person = (test: TestCore, patch: Record<string, unknown>): Promise<string> => save(test, 'contact', patch)

/** The groups, once every record has been compared. */
const groups = async ({ client }: TestCore) => {
  await vi.waitUntil(async () => (await valueOf(client.duplicates.count({}))).isComplete, { timeout: 20_000, interval: 20 })
  return (await valueOf(client.duplicates.list({ limit: 200 }))).groups
}
const titles = async (test: TestCore): Promise<string[][]> => (await groups(test)).map(({ records }) => records.map(({ title }) => title).sort())

/** All that the database holds, live and in the trash, by what is in it. */
const contents = async ({ client }: TestCore): Promise<Map<string, unknown>> => {
  const all = new Map<string, unknown>()
  for (const { type } of registry) {
    for (const trashed of [false, true]) {
      for (const { id } of (await valueOf(client.entities.list({ type, trashed, limit: 1_000, view: [] }))).rows) {
        const { updatedAt: _at, updatedBy: _by, op: _op, trashedAt, ...record } = (await valueOf(client.entities.get({ type, id }))).record
        all.set(id, { ...record, isTrashed: trashedAt !== null })
      }
    }
  }
  return all
}

/** Two cards of one person with all that can lead to them. */
const twoCards = async (test: TestCore) => {
  // Nothing shall be written by itself meanwhile.
  await valueOf(test.client.modules.turn({ module: 'workflows', isOn: false }))
  const firm = await save(test, 'organisation', { name: 'Scierie du Val' })
  const keep = await person(test, { firstName: 'Camille', lastName: 'MARTIN', emails: [{ value: 'c.martin@exemple.fr', label: 'work' }], notes: 'Préfère le matin.', address: { city: 'Voiron' } })
  const other = await person(test, {
    firstName: 'Camille', lastName: 'Martin', organisation: firm, notes: 'Vient par Ada.', address: { city: 'Lyon', postcode: '69001' },
    emails: [{ value: 'C.Martin@exemple.fr' }, { value: 'camille@exemple.fr', label: 'home' }], phones: [{ value: '04 76 12 08 91', label: 'work' }],
  })
  const deal = await save(test, 'opportunity', { name: 'Hangar', contact: other })
  const note = await save(test, 'note', { text: 'A appelé', subject: other })
  const binned = await save(test, 'note', { text: 'Vieux', subject: other })
  await valueOf(test.client.entities.remove({ type: 'note', id: binned }))
  return { firm, keep, other, deal, note, binned }
}

describe('merging', () => {
  it('brings all that two records hold and all that leads to them into one, and is undone as one', async () => {
    const test = await openTestCore()
    const { client } = test
    const { firm, keep, other, deal, note, binned } = await twoCards(test)
    const before = await contents(test)
    expect((await valueOf(client.duplicates.linked({ type: 'contact', ids: [keep, other] }))).links).toEqual([{ type: 'opportunity', count: 1 }, { type: 'note', count: 1 }])
    const { record, op, moved } = await valueOf(client.duplicates.merge({ type: 'contact', keep, others: [other] }))
    expect(record).toMatchObject({
      id: keep, title: 'Camille Martin', organisation: { id: firm }, address: { city: 'Lyon' }, notes: 'Préfère le matin.\n\nVient par Ada.',
      emails: [{ value: 'c.martin@exemple.fr', label: 'work' }, { value: 'camille@exemple.fr', label: 'home' }], phones: [{ value: '04 76 12 08 91', label: 'work' }], otherAddresses: [{ value: { city: 'Voiron' } }],
    })
    expect(moved).toBe(3)
    const { rows } = await valueOf(client.entities.list({ type: 'opportunity', filter: { field: 'contact', op: 'eq', value: keep } }))
    expect(rows.map(({ id }) => id)).toEqual([deal])
    for (const id of [note, binned]) expect((await valueOf(client.entities.get({ type: 'note', id }))).record['subject']).toMatchObject({ id: keep })
    expect((await valueOf(client.duplicates.mergedInto({ id: other }))).into).toEqual({ type: 'contact', id: keep, title: 'Camille Martin' })
    const after = await contents(test)
    const { entries } = await valueOf(client.journal.history({ id: keep }))
    expect(entries.map(({ name, of }) => [name, of?.id])).toEqual([['merge', undefined], ['create', other], ['create', undefined]])

    const { op: undone } = await valueOf(client.journal.undo({ op }))
    expect(await contents(test)).toEqual(before)
    expect((await valueOf(client.journal.history({ id: keep }))).entries.every(({ of }) => of === undefined)).toBe(true)
    expect((await valueOf(client.duplicates.mergedInto({ id: other }))).into).toBeUndefined()
    await valueOf(client.journal.undo({ op: undone }))
    expect(await contents(test)).toEqual(after)
    expect((await valueOf(client.duplicates.mergedInto({ id: other }))).into?.id).toBe(keep)
  })

  it('takes what somebody chose before what it would fill in', async () => {
    const test = await openTestCore()
    const { keep, other } = await twoCards(test)
    const data = { lastName: 'Martin-Petit', organisation: null, notes: null, address: { city: 'Grenoble' } }
    const { record } = await valueOf(test.client.duplicates.merge({ type: 'contact', keep, others: [other], data }))
    expect(record).toMatchObject({ title: 'Camille Martin-Petit', address: { city: 'Grenoble' } })
    expect(record).not.toHaveProperty('organisation')
    expect(record).not.toHaveProperty('notes')
  })

  it('leaves no record that leads to itself', async () => {
    const test = await openTestCore()
    const mother = await save(test, 'organisation', { name: 'Groupe du Val' })
    const daughter = await save(test, 'organisation', { name: 'Scierie du Val', parent: mother })
    const third = await save(test, 'organisation', { name: 'Sciage', parent: daughter })
    const { record } = await valueOf(test.client.duplicates.merge({ type: 'organisation', keep: daughter, others: [mother] }))
    expect(record).not.toHaveProperty('parent')
    expect((await valueOf(test.client.entities.get({ type: 'organisation', id: third }))).record['parent']).toMatchObject({ id: daughter })
  })

  it('makes one of ten, leads through from one merge to the next, and refuses what is gone or has changed', async () => {
    const test = await openTestCore()
    const { client } = test
    const ids: string[] = []
    for (let i = 0; i < 11; i++) ids.push(await person(test, { lastName: 'Petit', emails: [{ value: `p${i}@exemple.fr` }] }))
    const [keep, ...others] = ids.slice(0, 10) as [string, ...string[]]
    const seen = Object.fromEntries(await Promise.all(ids.map(async id => [id, (await valueOf(client.entities.get({ type: 'contact', id }))).record.op])))
    const { record } = await valueOf(client.duplicates.merge({ type: 'contact', keep, others, seen }))
    expect(record['emails']).toHaveLength(10)
    expect(await client.duplicates.merge({ type: 'contact', keep: ids[10]!, others: [keep], seen })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } })
    await valueOf(client.duplicates.merge({ type: 'contact', keep: ids[10]!, others: [keep] }))
    expect((await valueOf(client.duplicates.mergedInto({ id: keep }))).into?.id).toBe(ids[10])
    expect(await client.duplicates.merge({ type: 'contact', keep, others: [ids[10]!] })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
    expect(await client.duplicates.merge({ type: 'contact', keep: ids[10]!, others: [ids[10]!] })).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
    expect((await valueOf(client.entities.count({ type: 'contact' }))).count).toBe(1)
  })

  it('turns very many relations as a job, and takes all of it back', async () => {
    const test = await openTestCore()
    const { client } = test
    const keep = await save(test, 'organisation', { name: 'Scierie du Val' })
    const lines = Array.from({ length: 600 }, (_, i) => `Nom ${i};Prénom ${i};Scierie Duval`)
    await importFile(test, 'gens.csv', `nom;prénom;société\n${lines.join('\n')}`, { type: 'contact' })
    const other = (await valueOf(client.entities.list({ type: 'organisation', text: 'duval' }))).rows[0]!.id
    const people = (id: string) => valueOf(client.entities.count({ type: 'contact', filter: { field: 'organisation', op: 'eq', value: id } }))
    const { op, moved, job } = await valueOf(client.duplicates.merge({ type: 'organisation', keep, others: [other] }))
    expect(job).toBeDefined()
    expect(moved).toBe(600)
    expect(await people(keep)).toEqual({ count: 600 })
    await valueOf(client.journal.undo({ op }))
    expect(await people(other)).toEqual({ count: 600 })
    expect((await valueOf(client.entities.count({ type: 'organisation' }))).count).toBe(2)
  })

  it('is not stopped half-way by what its records have and nobody gives any more, and brings all of it back', async () => {
    const test = await openTestCore()
    const { client } = test
    await valueOf(client.modules.turn({ module: 'workflows', isOn: false }))
    const lines = Array.from({ length: 300 }, (_, i) => `Nom ${i};Scierie Duval`)
    await importFile(test, 'gens.csv', `nom;société\n${lines.join('\n')}`, { type: 'contact' })
    const other = (await valueOf(client.entities.list({ type: 'organisation' }))).rows[0]!.id
    const [old, gone] = [await save(test, 'tag', { name: 'Ancien' }), await save(test, 'tag', { name: 'Oublié' })]
    await valueOf(client.entities.save({ type: 'organisation', id: other, patch: { tags: [old, gone] } }))
    const [keep, partner, closed] = [await save(test, 'organisation', { name: 'Scierie du Val' }), await save(test, 'organisation', { name: 'Bois Roux' }), await save(test, 'organisation', { name: 'Rabot' })]
    const twice = await save(test, 'relation', { kind: 'partner', subject: keep, object: partner }).then(() => save(test, 'relation', { kind: 'partner', subject: partner, object: other }))
    const hidden = await save(test, 'relation', { kind: 'partner', subject: other, object: closed })
    const rival = await save(test, 'relation', { kind: 'competitor', subject: other, object: partner })
    await valueOf(client.entities.save({ type: 'tag', id: old, patch: { disabled: true } }))
    for (const [type, id] of [['tag', gone], ['organisation', closed]] as const) await valueOf(client.entities.remove({ type, id }))
    await save(test, 'relationKind', { key: 'competitor', disabled: true })
    const before = await contents(test)

    const { op, job, record, moved } = await valueOf(client.duplicates.merge({ type: 'organisation', keep, others: [other] }))
    expect(job).toBeDefined()
    expect(moved).toBe(302)
    expect(record['tags']).toEqual([old, gone])
    const after = await contents(test)
    expect(after.get(hidden)).toMatchObject({ subject: { id: keep } })
    expect(after.get(rival)).toMatchObject({ subject: { id: keep } })
    expect(after.get(twice)).toEqual(before.get(twice))
    await valueOf(client.entities.restore({ type: 'organisation', id: closed }))
    const { groups: related } = await valueOf(client.relations.of({ id: keep, kind: 'partner' }))
    expect(related.flatMap(({ items }) => items.map(item => item.record.title)).sort()).toEqual(['Bois Roux', 'Rabot'])
    await valueOf(client.entities.remove({ type: 'organisation', id: closed }))

    const { op: undone } = await valueOf(client.journal.undo({ op }))
    expect(await contents(test)).toEqual(before)
    await valueOf(client.journal.undo({ op: undone }))
    expect(await contents(test)).toEqual(after)
  })

  it('keeps every relation that can be seen, whatever tags, kinds and other ends have become, and comes apart to the letter', async () => {
    const test = await openTestCore()
    const { client } = test
    await valueOf(client.modules.turn({ module: 'workflows', isOn: false }))
    const change = (type: string, id: string, patch: Record<string, unknown>) => valueOf(client.entities.save({ type, id, patch }))
    const related = async (id: string): Promise<string[]> =>
      (await valueOf(client.relations.of({ id }))).groups.flatMap(({ kind, side, items }) => items.map(({ record }) => [kind, side, record.id].join(' ')))
    const flags = (count: number) => fc.array(fc.boolean(), { minLength: count, maxLength: count })
    const history = fc.record({
      // Of the three records to merge and of three others, by their places.
      links: fc.array(fc.record({ kind: fc.nat(2), subject: fc.nat(5), object: fc.nat(5) }), { maxLength: 12 }),
      tags: fc.array(fc.record({ holders: flags(3), becomes: fc.constantFrom('offered', 'disabled', 'trashed', 'of another type') }), { maxLength: 4 }),
      loseTheirTag: flags(3),
      areTrashed: flags(3),
      areDisabled: flags(3),
      hasTagsTakenOff: fc.boolean(),
    })
    let run = 0
    await fc.assert(
      fc.asyncProperty(history, async ({ links, tags, loseTheirTag, areTrashed, areDisabled, hasTagsTakenOff }) => {
        run++
        const needed = await save(test, 'tag', { name: `Requis ${run}` })
        const given: string[] = []
        for (const i of tags.keys()) given.push(await save(test, 'tag', { name: `Tag ${run} ${i}` }))
        const people: string[] = []
        for (let i = 0; i < 6; i++) people.push(await person(test, { lastName: `Nom ${run} ${i}`, tags: [needed, ...given.filter((_, of) => tags[of]!.holders[i])] }))
        const kinds = [
          await save(test, 'relationKind', { subjectPredicate: 'connaît', objectPredicate: 'connaît' }),
          await save(test, 'relationKind', { subjectPredicate: 'conseille', objectPredicate: 'est conseillé par' }),
          await save(test, 'relationKind', { subjectPredicate: 'parraine', objectPredicate: 'est parrainé par', subjectRequired: [needed] }),
        ]
        // One that is refused, such as that of a record with itself, is none.
        for (const { kind, subject, object } of links) await client.entities.save({ type: 'relation', patch: { kind: kinds[kind]!, subject: people[subject]!, object: people[object]! } })
        const merged = people.slice(0, 3)
        for (const [i, id] of merged.entries()) if (loseTheirTag[i]) await change('contact', id, { tags: given.filter((_, of) => tags[of]!.holders[i]) })
        for (const [i, id] of people.slice(3).entries()) if (areTrashed[i]) await valueOf(client.entities.remove({ type: 'contact', id }))
        for (const [i, { becomes }] of tags.entries()) {
          if (becomes === 'disabled') await change('tag', given[i]!, { disabled: true })
          if (becomes === 'of another type') await change('tag', given[i]!, { types: [{ value: 'organisation' }] })
          if (becomes === 'trashed') await valueOf(client.entities.remove({ type: 'tag', id: given[i]! }))
        }
        for (const [i, id] of kinds.entries()) if (areDisabled[i]) await change('relationKind', id, { disabled: true })
        const seen = (await Promise.all(merged.map(related))).flat().filter(link => !merged.some(id => link.endsWith(id)))
        const before = await contents(test)

        const [keep, ...others] = merged as [string, string, string]
        const { op } = await valueOf(client.duplicates.merge({ type: 'contact', keep, others, data: hasTagsTakenOff ? { tags: null } : {} }))
        expect((await related(keep)).sort()).toEqual([...new Set(seen)].sort())
        const after = await contents(test)
        const { op: undone } = await valueOf(client.journal.undo({ op }))
        expect(await contents(test)).toEqual(before)
        const { op: redone } = await valueOf(client.journal.undo({ op: undone }))
        expect(await contents(test)).toEqual(after)
        await valueOf(client.journal.undo({ op: redone }))
        expect(await contents(test)).toEqual(before)
      }),
      { numRuns: 12 },
    )
  }, 120_000)
})

describe('the suspected duplicates', () => {
  it('follow what is written, changed, thrown away and brought back', async () => {
    const test = await openTestCore()
    const { client } = test
    const one = await person(test, { firstName: 'Éric', lastName: 'Dupond', address: { city: 'Saint-Étienne' } })
    const other = await person(test, { firstName: 'Eric', lastName: 'Dupont', address: { city: 'ST ETIENNE' } })
    await person(test, { firstName: 'Ada', lastName: 'Moreau', address: { city: 'Saint-Étienne' } })
    expect(await groups(test)).toMatchObject([{ type: 'contact', reasons: ['soundsAlike', 'city'] }])
    expect(await titles(test)).toEqual([['Eric Dupont', 'Éric Dupond']])
    await valueOf(client.entities.remove({ type: 'contact', id: other }))
    expect((await valueOf(client.duplicates.count({}))).count).toBe(0)
    await valueOf(client.entities.restore({ type: 'contact', id: other }))
    expect(await titles(test)).toHaveLength(1)
    await valueOf(client.entities.save({ type: 'contact', id: one, patch: { lastName: 'Durand' } }))
    expect(await titles(test)).toEqual([])
    const third = await person(test, { firstName: 'Eric', lastName: 'Dupont', address: { city: 'Saint-Etienne' } })
    expect(await titles(test)).toHaveLength(1)
    await valueOf(client.duplicates.merge({ type: 'contact', keep: other, others: [third] }))
    expect(await titles(test)).toEqual([])
  })

  it('stand in groups of all that are alike, page after page', async () => {
    const test = await openTestCore()
    for (let i = 0; i < 4; i++) for (let n = 0; n < 3; n++) await person(test, { firstName: 'Zoé', lastName: `Nom${'abcd'[i]}`, emails: [{ value: `zoe${i}@exemple.fr` }] })
    expect((await groups(test)).map(({ records }) => records.length)).toEqual([3, 3, 3, 3])
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await valueOf(test.client.duplicates.list({ limit: 3, ...(after && { after }) }))
      seen.push(...page.groups.flatMap(({ records }) => records.map(({ id }) => id)))
      after = page.next
    } while (after)
    expect(new Set(seen).size).toBe(12)
  })

  it('are asked about a record that is being typed', async () => {
    const test = await openTestCore()
    const { client } = test
    const id = await person(test, { firstName: 'Camille', lastName: 'Martin', emails: [{ value: 'c.martin@exemple.fr' }] })
    await groups(test)
    const check = async (data: Record<string, unknown>) => (await valueOf(client.duplicates.check({ type: 'contact', data }))).likely
    expect(await check({ emails: [{ value: 'C.Martin@Exemple.fr' }] })).toMatchObject([{ id, title: 'Camille Martin', reasons: ['email'] }])
    expect(await check({ firstName: 'Kamille', lastName: 'Martin', organisation: null })).toEqual([])
    expect(await check({ firstName: 'camille', lastName: 'MARTIN' })).toMatchObject([{ id, reasons: ['sameName'] }])
    expect(await check({ emails: 'not a list', nothing: 3, lastName: '' })).toEqual([])
    expect((await valueOf(client.duplicates.check({ type: 'opportunity', data: { name: 'Hangar' } }))).likely).toEqual([])
  })

  it('found to be two stay two after a restart, until that is taken back', async () => {
    const folder = temporaryFolder()
    const first = await openTestCore(folder)
    const ids = [await person(first, { lastName: 'Petit', emails: [{ value: 'p@exemple.fr' }] }), await person(first, { lastName: 'Petit', emails: [{ value: 'p@exemple.fr' }] })]
    expect(await titles(first)).toHaveLength(1)
    const { op } = await valueOf(first.client.duplicates.dismiss({ type: 'contact', ids }))
    expect(await titles(first)).toEqual([])
    await first.core.close()
    const again = await openTestCore(folder)
    await valueOf(again.client.entities.save({ type: 'contact', id: ids[0]!, patch: { phones: [{ value: '0476120891' }] } }))
    expect(await titles(again)).toEqual([])
    expect(await valueOf(again.client.duplicates.dismiss({ type: 'contact', ids }))).toMatchObject({ count: 0 })
    const third = await person(again, { lastName: 'Petit', emails: [{ value: 'p@exemple.fr' }] })
    expect(await titles(again)).toHaveLength(2)
    const { op: merge } = await valueOf(again.client.duplicates.merge({ type: 'contact', keep: third, others: [ids[1]!] }))
    // What was said of the one that was merged holds for the one that is kept.
    expect(await titles(again)).toEqual([])
    await valueOf(again.client.journal.undo({ op: merge }))
    await valueOf(again.client.journal.undo({ op }))
    expect((await groups(again)).map(({ records }) => records.length)).toEqual([3])
  })
})

interface Host {
  readonly child: ChildProcess
  call<T>(method: string, input: object): Promise<T>
}

const startHost = async (folder: string): Promise<Host> => {
  const token = 'dupl-0123456789abcdef'
  const child = spawn(process.execPath, ['main/host/node.ts', '--no-window', '--data', join(folder, 'data'), '--config', join(folder, 'config'), '--port', '0', '--token', token], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const line = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
  const { url } = JSON.parse(line.value as string) as { url: string }
  return {
    child,
    call: async <T>(method: string, input: object): Promise<T> => {
      const response = await fetch(`${url}api/${method}`, { method: 'POST', body: JSON.stringify(input), headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } })
      return ((await response.json()) as { value: T }).value
    },
  }
}

it('compared for the first time, killed in the middle, all are found as if nothing had happened', async () => {
  const folder = temporaryFolder()
  const test = await openTestCore(folder)
  const people = 9_000
  // Of every twenty one comes twice.
  const lines = Array.from({ length: people }, (_, i) => [`R${i}`, `Nom${i % 10 ? i : i - (i % 20)}`, `p${i % 20 === 10 ? i - 10 : i}@exemple.fr`].join(';'))
  await importFile(test, 'gens.csv', `référence;nom;e-mail\n${lines.join('\n')}`, { type: 'contact' })
  await test.core.close()
  const host = await startHost(folder)
  const begun = await vi.waitUntil(
    async () => {
      const { jobs } = await host.call<{ jobs: JobView[] }>('jobs.list', {})
      const job = jobs.find(({ kind }) => kind === 'duplicates')
      return job && job.done > 0 && job
    },
    { timeout: 20_000, interval: 2 },
  )
  const gone = once(host.child, 'exit')
  host.child.kill('SIGKILL')
  await gone
  expect(begun.done).toBeLessThan(people)
  const after = await openTestCore(folder)
  await groups(after)
  const { count } = await valueOf(after.client.duplicates.count({}))
  expect(count).toBe(people / 20)
}, 120_000)
