import { describe, expect, it } from 'vitest'
import { ended, importFile, openTestCore, stage, valueOf } from '../fixtures/core.ts'

const people = 'nom complet;e-mail;société;ville\nMme Anaïs Lefèvre;anais@exemple.fr;Scierie du Val;Voiron\nMoreau;pas une adresse;;Lyon\n'

describe('what is told of a file before it is imported', () => {
  it('shows the first lines as the mapping makes them', async () => {
    const test = await openTestCore()
    const { client } = test
    const file = await stage(test, 'gens.csv', people)
    const seen = await valueOf(client.imports.inspect({ file, type: 'contact' }))
    expect(seen).toMatchObject({ headed: true, delimiter: ';', encoding: 'utf-8' })
    expect(seen.preview).toMatchObject([
      { line: 2, type: 'contact', data: { firstName: 'Anaïs', lastName: 'Lefèvre', emails: [{ value: 'anais@exemple.fr' }], address: { city: 'Voiron' } }, links: { organisation: 'Scierie du Val' }, problems: [] },
      { line: 3, problems: [{ field: 'emails', code: 'EMAIL_INVALID' }] },
    ])
    const mapping = { 'nom complet': 'fullName', ville: 'jobTitle' }
    const again = await valueOf(client.imports.inspect({ file, type: 'contact', mapping }))
    expect(again.preview).toMatchObject([{ data: { jobTitle: 'Voiron' } }, { data: { lastName: 'Moreau' }, problems: [] }])
    expect(again.preview[0]!.data).not.toHaveProperty('emails')
    expect(await client.imports.inspect({ file, type: 'contact', mapping: { ville: 'lastName', société: 'lastName' } })).toMatchObject({ ok: false, error: { code: 'IMPORT_BAD_MAPPING' } })
  })

  it('follows what a person says of how it is written, and so does the import', async () => {
    const test = await openTestCore()
    const { client } = test
    const file = await stage(test, 'gens.csv', Buffer.concat([Buffer.from('Lef'), Buffer.from([0x8f]), Buffer.from('vre,1|Lyon\nMoreau,2|Voiron\n')]))
    const dialect = { encoding: 'macintosh', delimiter: '|', headed: false } as const
    const seen = await valueOf(client.imports.inspect({ file, type: 'contact', dialect }))
    expect(seen).toMatchObject({ ...dialect, headers: ['Colonne 1', 'Colonne 2'], sample: [['Lefèvre,1', 'Lyon'], ['Moreau,2', 'Voiron']] })
    const { job } = await valueOf(client.imports.start({ file, type: 'contact', dialect, mapping: { 'Colonne 1': 'lastName', 'Colonne 2': 'address.city' } }))
    expect(await ended(test, job)).toMatchObject({ state: 'done', counts: { created: 2, failed: 0 } })
    const { rows } = await valueOf(client.entities.list({ type: 'contact' }))
    expect(rows.map(row => row.title)).toEqual(['Lefèvre,1', 'Moreau,2'])
  })

  it('says in a dry run what would change of records that are there, by names rather than ids', async () => {
    const test = await openTestCore()
    const { record } = await valueOf(test.client.entities.save({ type: 'contact', patch: { firstName: 'Anaïs', lastName: 'Lefèvre', emails: [{ value: 'anais@exemple.fr' }], address: { city: 'Lyon' } } }))
    const { result } = await importFile(test, 'gens.csv', people, { type: 'contact', dryRun: true })
    expect(result).toMatchObject({ dryRun: true, updates: [{ line: 2, type: 'contact', id: record.id, title: 'Anaïs Lefèvre', changes: { address: [{ city: 'Lyon' }, { city: 'Voiron' }], organisation: [null, 'Scierie du Val'] } }] })
    expect((await valueOf(test.client.entities.count({ type: 'organisation' }))).count).toBe(0)
  })
})
