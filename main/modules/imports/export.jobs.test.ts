import { once } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { openTestStore } from '../../../tests/fixtures/store.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { createJobEngine } from '../../kernel/jobs/engine.ts'
import { systemTimers } from '../../kernel/jobs/timers.ts'
import { EXPORT, type ExportFile, exportJob } from './export.jobs.ts'

describe('an export', () => {
  it.each<[string, ExportFile]>([
    [
      'while it goes on',
      async (_request, _name, onProgress, signal) => {
        onProgress(500, 2_000)
        onProgress(1_000, 2_000)
        await once(signal, 'abort')
        throw new ExpectedError('CANCELLED')
      },
    ],
    [
      'as it ends',
      async (_request, _name, onProgress) => {
        onProgress(2_000, 2_000)
        return 'file'
      },
    ],
  ])('whose progress cannot be written stops, and can go on: %s', async (_when, exportFile) => {
    const { store } = await openTestStore()
    const commit = async (): Promise<never> => {
      throw new ExpectedError('DISK_FULL')
    }
    const jobs = createJobEngine({ store: { ...store, commit }, kinds: [exportJob(exportFile)], timers: systemTimers, onBug: String, release: async () => {} })
    const { job } = jobs.start({ kind: EXPORT, title: 'export', input: { request: { type: 'contact', format: 'csv' }, name: 'contacts.csv', actor: 'local' } })
    await vi.waitUntil(() => jobs.get(job).state === 'paused', { timeout: 20_000 })
    expect(jobs.get(job)).toMatchObject({ done: 0, error: { code: 'DISK_FULL' } })
    await jobs.close()
  })
})
