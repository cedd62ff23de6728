import { describe, expect, it } from 'vitest'
import { createReplacement } from './replacement.ts'

const NOTHING = async (): Promise<void> => {}

describe('a replacement of the data', () => {
  it('waits for what is being written to the keyring, then has the data opened anew with what is to be done before', async () => {
    const steps: string[] = []
    const replacement = createReplacement<string>(async () => steps.push('written'), whileClosed => steps.push(whileClosed!))
    await replacement.run(async () => {
      steps.push('prepared')
      return 'reopened'
    })
    expect(steps).toEqual(['written', 'prepared', 'reopened'])
  })

  it('lets no other begin, not even once it is prepared', async () => {
    const replacement = createReplacement(NOTHING, () => {})
    const running = replacement.run(NOTHING)
    expect(replacement.requireNone).toThrow('BEING_REPLACED')
    await running
    await expect(replacement.run(NOTHING)).rejects.toThrow('BEING_REPLACED')
  })

  it('leaves the data open when it cannot be prepared, and lets another begin', async () => {
    let opened = 0
    const replacement = createReplacement(NOTHING, () => void opened++)
    await expect(replacement.run(() => Promise.reject(new Error('no room')))).rejects.toThrow('no room')
    await replacement.settled()
    expect(opened).toBe(0)
    await replacement.run(NOTHING)
    expect(opened).toBe(1)
  })
})
