import { setTimeout as pause } from 'node:timers/promises'
import { openCore } from '../../main/host/core.ts'
import { serveSide } from './side.ts'
import { memory } from './statistics.ts'

const createCore = async (data: string, config: string) => {
  const core = await openCore({ data, config })
  return {
    memory,
    /** Resolves once nothing has been done for a while: what was never compared or checked is, after the first page. */
    idle: async (forMs: number) => {
      const { signal } = new AbortController()
      for (let since = performance.now(); performance.now() - since < forMs; await pause(250)) {
        const jobs = await core.call('jobs.list', {}, signal)
        if (!jobs.ok) throw new Error(`jobs.list: ${jobs.error.code}`)
        if ((jobs.value as { jobs: { state: string }[] }).jobs.some(({ state }) => state === 'waiting' || state === 'running')) since = performance.now()
      }
    },
    /** What a window asks first. */
    firstPage: async () => {
      const { signal } = new AbortController()
      for (const [method, input] of [['entities.list', { type: 'contact', limit: 200 }], ['entities.count', { type: 'contact' }]] as const) {
        const result = await core.call(method, input, signal)
        if (!result.ok) throw new Error(`${method}: ${result.error.code}`)
      }
    },
    close: () => core.close(),
  }
}

export type CoreSide = Awaited<ReturnType<typeof createCore>>

if (import.meta.main) serveSide(await createCore(process.argv[2]!, process.argv[3]!))
