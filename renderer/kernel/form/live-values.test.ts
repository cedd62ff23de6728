import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { registry } from '../../../shared/registry.ts'
import { followRecord } from './live-values.ts'
import { differing, type FormValues } from './values.ts'

const contact = registry.find(entity => entity.type === 'contact')!
const NAMES = ['firstName', 'lastName', 'jobTitle', 'department', 'notes']
const values = fc.record(Object.fromEntries(NAMES.map(name => [name, fc.constantFrom(null, 'a', 'b', 'c')]))) as fc.Arbitrary<FormValues>

const follow = (before: FormValues, now: FormValues, latest: FormValues, held?: string): { before: FormValues; now: FormValues } => {
  const { follow: followed, settled } = followRecord(contact, before, now, latest, held)
  const taken = (names: string[]): FormValues => Object.fromEntries(names.map(name => [name, latest[name]]))
  return { before: { ...before, ...taken(followed), ...taken(settled) }, now: { ...now, ...taken(followed) } }
}

describe('an open form', () => {
  it('never overwrites what was typed', () => {
    fc.assert(
      fc.property(values, values, values, (before, now, latest) => {
        const after = follow(before, now, latest)
        for (const name of differing(contact, before, now)) expect(after.now[name]).toEqual(now[name])
      }),
    )
  })

  it('shows in every untouched field what the record holds', () => {
    fc.assert(
      fc.property(values, values, values, (before, now, latest) => {
        const touched = differing(contact, before, now)
        const after = follow(before, now, latest)
        for (const name of NAMES.filter(each => !touched.includes(each))) expect(after.now[name]).toEqual(latest[name])
      }),
    )
  })

  it('leaves as it is the field that holds the keyboard, and follows when it is left', () => {
    const [before, latest] = [{ jobTitle: 'a' }, { jobTitle: 'b' }]
    expect(follow(before, before, latest, 'jobTitle').now).toEqual(before)
    expect(follow(before, before, latest).now).toEqual(latest)
  })

  it('sees a difference only where the other wrote something else than what was typed', () => {
    fc.assert(
      fc.property(values, values, values, (before, now, latest) => {
        const after = follow(before, now, latest)
        const open = differing(contact, after.before, latest)
        expect(open).toEqual(differing(contact, before, latest).filter(name => differing(contact, before, now).includes(name) && differing(contact, now, latest).includes(name)))
      }),
    )
  })

  it('has nothing more to do the second time', () => {
    fc.assert(
      fc.property(values, values, values, (before, now, latest) => {
        const once = follow(before, now, latest)
        expect(follow(once.before, once.now, latest)).toEqual(once)
      }),
    )
  })
})
