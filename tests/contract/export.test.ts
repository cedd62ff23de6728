import { describe, expect, it } from 'vitest'
import { ended, openTestCore, textOf, valueOf } from '../fixtures/core.ts'

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
})
