import { describe, expect, it } from 'vitest'
import { rootOf } from './operation-text.ts'

describe('what an undo is about', () => {
  const created = { name: 'create', params: { type: 'contact', id: '1', title: 'Abadie' } }
  const undo = { name: 'undo', params: { op: 'a', name: created.name, of: created.params } }
  const redo = { name: 'undo', params: { op: 'b', name: undo.name, of: undo.params } }
  const again = { name: 'undo', params: { op: 'c', name: redo.name, of: redo.params } }

  it('is what it took back, or what was done again', () => {
    expect(rootOf(undo.params)).toEqual({ of: created, isRedo: false })
    expect(rootOf(redo.params)).toEqual({ of: created, isRedo: true })
    expect(rootOf(again.params)).toEqual({ of: created, isRedo: false })
  })
})
