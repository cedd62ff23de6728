import { setTimeout as pause } from 'node:timers/promises'
import { openCore } from '../../main/host/core.ts'
import { serveSide } from './side.ts'
import { timed } from './statistics.ts'

/** A person's pace, so that reading pages leaves the rebuilding its processor. */
const BETWEEN_PAGES_MS = 25

const createCore = async (data: string, config: string) => {
  const core = await openCore({ data, config })
  const { signal } = new AbortController()
  const ask = async <T>(method: string, input: object): Promise<T> => {
    const result = await core.call(method, input, signal)
    if (!result.ok) throw new Error(`${method}: ${result.error.code}`)
    return result.value as T
  }
  const onePage = async (): Promise<number> => {
    const [time] = await timed([undefined], () => ask('entities.list', { type: 'contact', limit: 50 }))
    await pause(BETWEEN_PAGES_MS)
    return time!
  }
  const oneSave = async (turn: number): Promise<number> => (await timed([turn], () => ask('entities.save', { type: 'contact', patch: { lastName: `Neuve ${turn}` } })))[0]!
  return {
    /**
     * Milliseconds of first pages and of saves while nothing else happens, and while the contacts' tables and search are rebuilt
     * for a field that a person adds; and the seconds which that takes.
     */
    duringRebuild: async (times: number) => {
      const seen = { idle: { pages: [] as number[], saves: [] as number[] }, busy: { pages: [] as number[], saves: [] as number[] } }
      const look = async (into: typeof seen.idle, turn: number): Promise<void> => {
        into.pages.push(await onePage())
        if (turn % 10 === 0) into.saves.push(await oneSave(turn))
      }
      for (let turn = 0; turn < times; turn++) await look(seen.idle, turn)
      const start = performance.now()
      await ask('customs.addFields', { type: 'contact', fields: [{ label: 'Mesure', kind: 'text', search: 1 }] })
      const isRebuilding = async (): Promise<boolean> => (await ask<{ rebuilding?: object }>('app.info', {})).rebuilding !== undefined
      if (!(await isRebuilding())) throw new Error('nothing is rebuilt')
      for (let turn = 0; await isRebuilding(); turn++) await look(seen.busy, turn)
      return { ...seen, seconds: (performance.now() - start) / 1_000 }
    },
    /** Resolves once nothing has been done for a while: what was never compared or checked is. */
    idle: async (forMs: number) => {
      for (let since = performance.now(); performance.now() - since < forMs; await pause(250)) {
        const { jobs } = await ask<{ jobs: { state: string }[] }>('jobs.list', {})
        if (jobs.some(({ state }) => state === 'waiting' || state === 'running')) since = performance.now()
      }
    },
    close: () => core.close(),
  }
}

export type CoreSide = Awaited<ReturnType<typeof createCore>>

if (import.meta.main) serveSide(await createCore(process.argv[2]!, process.argv[3]!))
