import { describe, expect, it } from 'vitest'
import { mergeValues, type ValueRecord } from './merge-values.ts'
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

  it('say how sales stand as declared, until users say something else, and never in two ways', () => {
    const steps = defineValueList({ name: 'step', labels: 'x.step', open: true, ofSales: true, values: [{ key: 'yes', chance: 100, isWon: true }, { key: 'no', isLost: true, staleDays: 9 }] })
    const read = (record?: ValueRecord) => mergeValues(steps, record ? [{ list: 'step', ...record }] : []).map(({ key: _, colour: __, disabled: ___, ...rest }) => rest)
    expect(read()).toEqual([{ chance: 100, isWon: true }, { isLost: true, staleDays: 9 }])
    expect(read({ key: 'yes', label: 'Oui' })[0]).toEqual({ label: 'Oui', chance: 100, isWon: true })
    expect(read({ key: 'yes', isWon: false, isLost: true, chance: 0 })[0]).toEqual({ chance: 0, isLost: true })
    expect(read({ key: 'no', isWon: true, isLost: true })[1]).toEqual({ isWon: true, staleDays: 9 })
    expect(read({ key: 'no', isWon: false, isLost: false })[1]).toEqual({ staleDays: 9 })
  })

  it('ignore the records of other lists', () => {
    expect(keys([{ list: 'weather', key: 'rain', label: 'Pluie' }])).toEqual(['calm', 'busy', 'old'])
  })
})
