import { describe, expect, it } from 'vitest'
import { ended, exported, importFile, openTestCore, textOf, valueOf } from '../fixtures/core.ts'

describe('a table that is exported', () => {
  it('has the columns asked for, in their order, written as asked', async () => {
    const test = await openTestCore()
    const { client } = test
    const save = (patch: Record<string, unknown>) => valueOf(client.entities.save({ type: 'contact', patch }))
    await save({ lastName: 'Abadie', firstName: 'Océane', emails: [{ value: 'a@exemple.fr', label: 'work' }, { value: 'b@exemple.fr', label: 'home' }], address: { city: 'Voiron', postcode: '38500' } })
    await save({ lastName: '=1+1', firstName: 'Côme' })
    const table = async (options: object): Promise<string> => {
      const { job } = await valueOf(client.imports.export({ type: 'contact', format: 'csv', ...options }))
      const { state, done, result } = await ended(test, job)
      expect({ state, done }).toEqual({ state: 'done', done: 2 })
      return textOf(test, String(result!['file']))
    }
    expect(await table({ columns: ['address.city', 'lastName', 'emails'], delimiter: ',', bom: false })).toBe("Adresse - Ville,Nom,Courriels (Professionnel),Courriels (Domicile)\r\n,'=1+1,,\r\nVoiron,Abadie,a@exemple.fr,b@exemple.fr\r\n")
    expect(await table({ columns: ['lastName', 'lastName'], language: 'en' })).toBe("\ufeffLast name\r\n'=1+1\r\nAbadie\r\n")
    expect((await table({ columns: ['address'] })).split('\r\n')[0]).toMatch(/Code postal.*;.*Ville/)
    expect(await client.imports.export({ type: 'contact', format: 'csv', columns: ['shoeSize'] })).toMatchObject({ ok: false, error: { code: 'UNKNOWN_FIELD' } })
    expect(await client.imports.export({ type: 'contact', format: 'csv', columns: ['picture'] })).toMatchObject({ ok: false, error: { code: 'UNKNOWN_FIELD' } })
  })

  it('has all of a long list, whatever it is sorted by', async () => {
    const test = await openTestCore()
    const names = Array.from({ length: 1_100 }, (_, i) => `Visite ${i}`)
    // Half of them have no instant, so that pages begin among those that have one and among those that do not.
    await importFile(test, 'visites.csv', ['Activité;Début', ...names.map((name, i) => `${name};${i % 2 ? '20/11/2026 10:00' : ''}`)].join('\n'), { type: 'activity' })
    const lines = (await exported(test, 'activity', 'csv')).trim().split('\r\n').slice(1)
    expect(lines).toHaveLength(names.length)
    expect(new Set(lines.map(line => /Visite \d+/.exec(line)?.[0]))).toEqual(new Set(names))
  })
})
