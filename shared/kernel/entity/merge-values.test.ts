import { describe, expect, it } from 'vitest'
import { mergeValues } from './merge-values.ts'
import { defineValueList } from './value-list.ts'

const list = defineValueList({ name: 'mood', labels: 'x.mood', open: true, values: [{ key: 'calm', colour: 'ok' }, { key: 'busy' }, { key: 'old', disabled: true }] })
const keys = (records: Parameters<typeof mergeValues>[1]): string[] => mergeValues(list, records).map(value => value.key)

describe('the values of a list', () => {
  it('are the declared ones, in order, when users changed nothing', () => {
    expect(mergeValues(list, [])).toEqual([
      { key: 'calm', colour: 'ok', disabled: false },
      { key: 'busy', colour: 'neutral', disabled: false },
      { key: 'old', colour: 'neutral', disabled: true },
    ])
  })

  it('are renamed, recoloured and switched off by a record with the same key', () => {
    const [calm] = mergeValues(list, [{ list: 'mood', key: 'calm', label: 'Serein', colour: 'info', disabled: true }])
    expect(calm).toEqual({ key: 'calm', label: 'Serein', colour: 'info', disabled: true })
  })

  it('keep their declared colour when the record names none that exists', () => {
    expect(mergeValues(list, [{ list: 'mood', key: 'calm', label: 'Serein', colour: 'mauve' }])[0]!.colour).toBe('ok')
  })

  it('include those that users added, after the declared ones', () => {
    expect(keys([{ list: 'mood', key: 'tired', label: 'Fatigué' }])).toEqual(['calm', 'busy', 'old', 'tired'])
  })

  it('stand where users placed them', () => {
    expect(keys([{ list: 'mood', key: 'tired', label: 'Fatigué', order: 1 }])).toEqual(['tired', 'calm', 'busy', 'old'])
    expect(keys([{ list: 'mood', key: 'old', label: 'Ancien', order: 2 }])).toEqual(['calm', 'old', 'busy'])
  })

  it('ignore the records of other lists', () => {
    expect(keys([{ list: 'weather', key: 'rain', label: 'Pluie' }])).toEqual(['calm', 'busy', 'old'])
  })
})
