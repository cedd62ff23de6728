import { expect, it } from 'vitest'
import { organisation } from '../../../shared/modules/persons/organisation.entity.ts'
import { registered } from '../../../shared/kernel/entity/define.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { choiceOf, chosenValue, mergeFields, resultOf } from './merge-choice.ts'

const firms = registered(organisation)
const view = (id: string, data: Record<string, unknown>): RecordView => ({ id, type: 'organisation', title: '', createdAt: '', createdBy: '', updatedAt: `2026-0${id.length}`, updatedBy: '', trashedAt: null, op: '', ...data })
const parent = { id: 'p', title: 'Groupe du Val' }
const records = [
  view('a', { name: 'SCIERIE', emails: [{ value: 'a@exemple.fr' }], legalName: 'Val', parent, siren: '732829320' }),
  view('bb', { name: 'Scierie', emails: [{ value: 'b@exemple.fr' }], siren: '732829320', notes: 'Paie vite.' }),
]

it('shows the fields of which any record has something, and what is suggested for each', () => {
  const fields = mergeFields(firms, records)
  expect(fields.map(({ name }) => name)).toEqual(['name', 'legalName', 'emails', 'siren', 'parent', 'notes'].toSorted((a, b) => firms.form.flat().indexOf(a) - firms.form.flat().indexOf(b)))
  const field = (name: string) => fields.find(one => one.name === name)!
  expect(field('siren')).toMatchObject({ isEqual: true, differs: false })
  expect(field('name')).toMatchObject({ isEqual: false, differs: false, suggested: 'Scierie' })
  expect(field('emails')).toMatchObject({ isEqual: false, differs: true })
  expect(field('parent').suggested).toEqual(parent)
  expect(choiceOf(firms, field('name'))).toEqual({ from: 1 })
  expect(choiceOf(firms, field('emails'))).toEqual({ from: 'all' })
  expect(chosenValue(field('emails'), { from: 'all' })).toEqual([{ value: 'a@exemple.fr' }, { value: 'b@exemple.fr' }])
})

it('makes of the choices what the record shall hold', () => {
  const fields = mergeFields(firms, records)
  const result = resultOf(firms, fields, new Map([['name', { own: 'Scierie du Val' }], ['emails', { from: 0 }], ['legalName', { from: 1 }]]))
  expect(result).toEqual({ name: 'Scierie du Val', legalName: null, emails: [{ value: 'a@exemple.fr' }], siren: '732829320', parent: 'p', notes: 'Paie vite.' })
})
