import { describe, expect, it } from 'vitest'
import { newBlock, withBlock, withoutBlock } from './own-blocks.ts'

const EMPTY = { zones: [{ key: 'left', items: ['notes'] }, { key: 'right', items: [] }], hidden: [] }

describe('blocks of one’s own', () => {
  it('come first in a zone, keep their place when they change, and leave nothing behind', () => {
    const block = { ...newBlock(EMPTY), title: 'Chantier', fields: ['notes'] }
    const made = withBlock(EMPTY, block, 'left')
    expect(made.zones[0]!.items).toEqual([block.key, 'notes'])
    const changed = withBlock(made, { ...block, title: 'Travaux' }, 'right')
    expect(changed.zones).toEqual(made.zones)
    expect(changed.own).toEqual([{ ...block, title: 'Travaux' }])
    expect(withoutBlock(changed, block.key)).toEqual({ ...EMPTY, own: [] })
  })

  it('never take the key of another', () => {
    const first = withBlock(EMPTY, { ...newBlock(EMPTY), title: 'Un' }, 'left')
    const second = withBlock(first, { ...newBlock(first), title: 'Deux' }, 'left')
    const less = withoutBlock(second, first.own![0]!.key)
    expect(less.own!.map(({ key }) => key)).not.toContain(newBlock(less).key)
  })
})
