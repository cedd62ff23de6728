import { describe, expect, it } from 'vitest'
import { defineEntity, registered } from './define.ts'
import { choice, multiChoice, text } from './fields.ts'
import { placedLists } from './list-places.ts'
import { defineValueList } from './value-list.ts'

const mood = defineValueList({ name: 'mood', labels: 'x.mood', open: true, values: [{ key: 'calm' }] })
const tone = defineValueList({ name: 'tone', labels: 'x.tone', open: false, values: [] })
const type = (name: string, fields: Parameters<typeof defineEntity>[0]['fields'], internal = false) =>
  registered(defineEntity({ type: name, labels: `x.${name}`, fields: { name: text(), ...fields }, title: () => '', list: ['name'], form: [], sort: ['name'], ...(internal && { internal }) }))

describe('the lists of a registry', () => {
  it('come once each, with every field that offers them, and without the tags', () => {
    expect(placedLists([type('a', { mood: choice(mood), tones: multiChoice(tone) }), type('b', { temper: choice(mood) })])).toEqual([
      { list: mood, places: [{ type: 'a', field: 'mood', isMany: false }, { type: 'b', field: 'temper', isMany: false }] },
      { list: tone, places: [{ type: 'a', field: 'tones', isMany: true }] },
    ])
  })

  it('are not those of the application’s own machinery', () => {
    expect(placedLists([type('a', { mood: choice(mood) }, true)])).toEqual([])
  })
})
