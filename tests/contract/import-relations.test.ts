import { beforeEach, describe, expect, it } from 'vitest'
import { ended, openTestCore, stage, type TestCore, valueOf } from '../fixtures/core.ts'

const CSV = 'Nom;Salariés\nFonderie Thévenin;Inès Roux\nScierie du Val;Inès Roux\nAtelier Nord;"Louis Aubry; Inconnue\nPersonne"\n'
const MAPPING = { Nom: 'name', Salariés: 'relation:employs:subject:contact' }

describe('a column of a table that names related records', () => {
  let test: TestCore
  let people: Record<string, string>
  beforeEach(async () => {
    test = await openTestCore()
    const person = async (firstName: string, lastName: string): Promise<string> => (await valueOf(test.client.entities.save({ type: 'contact', patch: { firstName, lastName } }))).record.id
    people = { ines: await person('Inès', 'Roux'), louis: await person('Louis', 'Aubry') }
  })
  const run = async (csv: string, mapping: Record<string, string | null>, more: { type?: string; dryRun?: boolean } = {}) => {
    const { job } = await valueOf(test.client.imports.start({ file: await stage(test, 'entreprises.csv', csv), type: 'organisation', mapping, ...more }))
    return ended(test, job)
  }
  const employers = async (id: string): Promise<string[]> =>
    (await valueOf(test.client.entities.list({ type: 'organisation', filter: { relation: { kind: 'employs', side: 'subject', exists: true, id } } as never, limit: 10 }))).rows.map(({ title }) => title).toSorted()

  it('relates each line to them, by the kind and from the end that was chosen', async () => {
    const job = await run(CSV, MAPPING)
    expect(job).toMatchObject({ state: 'done', counts: { created: 3, warnings: 1 } })
    expect(await employers(people['ines']!)).toEqual(['Fonderie Thévenin', 'Scierie du Val'])
    expect(await employers(people['louis']!)).toEqual(['Atelier Nord'])
    expect(job.warnings).toMatchObject([{ problems: [{ code: 'RELATION_NOT_FOUND', params: { value: 'Inconnue' } }, { code: 'RELATION_NOT_FOUND', params: { value: 'Personne' } }] }])
  })

  it('relates nothing twice, whether the table comes in again or names somebody twice', async () => {
    await run(CSV, MAPPING)
    const again = await run(CSV + 'Scierie du Val;Inès Roux\n', MAPPING)
    expect(again).toMatchObject({ state: 'done', counts: { created: 0, unchanged: 4 } })
    expect((await valueOf(test.client.entities.count({ type: 'relation' }))).count).toBe(3)
  })

  it('writes nothing in a trial, and is taken back with the import', async () => {
    await run(CSV, MAPPING, { dryRun: true })
    expect((await valueOf(test.client.entities.count({ type: 'relation' }))).count).toBe(0)
    const { job } = await run(CSV, MAPPING)
    await valueOf(test.client.imports.revert({ job }))
    expect(await employers(people['ines']!)).toEqual([])
    expect((await valueOf(test.client.entities.count({ type: 'organisation' }))).count).toBe(0)
  })

  it('makes the records that are known by a name alone, and reads the relation from its other end', async () => {
    const { job } = await valueOf(test.client.imports.start({ file: await stage(test, 'gens.csv', 'Nom;Prénom;Employeur\nMartin;Camille;Verrerie Sud\n'), type: 'contact', mapping: { Nom: 'lastName', Prénom: 'firstName', Employeur: 'relation:employs:object:organisation' } }))
    expect(await ended(test, job)).toMatchObject({ counts: { created: 1, linksCreated: 1 } })
    const { rows } = await valueOf(test.client.entities.list({ type: 'contact', view: ['relation:employs:object'], filter: { field: 'lastName', op: 'eq', value: 'Martin' }, limit: 5 }))
    expect(rows).toMatchObject([{ 'relation:employs:object': [{ value: { title: 'Verrerie Sud' } }] }])
  })

  it('leaves out what the kind does not allow, and says so', async () => {
    await valueOf(test.client.entities.save({ type: 'relationKind', patch: { key: 'employs', disabled: true } }))
    const job = await run(CSV, MAPPING)
    expect(job).toMatchObject({ state: 'done', counts: { created: 3, warnings: 3 } })
    expect(job.warnings[0]).toMatchObject({ problems: [{ code: 'RELATION_REFUSED', warning: true }] })
  })
})
