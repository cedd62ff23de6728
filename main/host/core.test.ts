import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../tests/fixtures/folder.ts'
import type * as driver from '../kernel/store/driver.ts'
import { openCore } from './core.ts'

const reading = vi.hoisted(() => ({ fails: false }))

// The store thread is a thread of its own, which this does not reach.
vi.mock('../kernel/store/driver.ts', async importOriginal => {
  const original = await importOriginal<typeof driver>()
  const openDb: typeof original.openDb = (file, options) => {
    if (options.readonly && reading.fails) throw new Error('no second connection')
    return original.openDb(file, options)
  }
  return { ...original, openDb }
})

afterEach(() => {
  reading.fails = false
})

describe('a core whose data is protected by a passphrase', () => {
  it('opens it when two windows give it at the same time', async () => {
    const folder = temporaryFolder()
    const options = { data: join(folder, 'data'), config: join(folder, 'config') }
    const passphrase = 'le vieux pont de bois'
    await (await openCore({ ...options, passphrase })).close()
    const core = await openCore({ ...options, canAsk: true })
    const call = (method: string, input: unknown) => core.call(method, input, new AbortController().signal)
    const unlock = () => call('keys.unlock', { secret: passphrase })
    expect(await Promise.all([unlock(), unlock()])).toEqual([{ ok: true, value: {} }, { ok: true, value: {} }])
    await vi.waitFor(async () => expect(await call('entities.count', { type: 'contact' })).toEqual({ ok: true, value: { count: 0 } }), { timeout: 20_000 })
    await core.close()
  }, 60_000)
})

describe('a core that cannot be opened', () => {
  it('has ended its store thread and dropped its lock when it says so', async () => {
    const folder = temporaryFolder()
    const options = { data: join(folder, 'data'), config: join(folder, 'config') }
    reading.fails = true
    await expect(openCore(options)).rejects.toThrow('no second connection')
    // Only a store that was closed leaves no log behind.
    expect(await readdir(options.data)).not.toContain('calepin.db-wal')
    reading.fails = false
    await (await openCore(options)).close()
  })
})
