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
