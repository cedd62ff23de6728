import { fileURLToPath } from 'node:url'
import { openCore } from '../../main/host/core.ts'
import { startNodeHost } from '../../main/host/node-http.ts'
import { replayable } from './replay.ts'
import { serveSide } from './side.ts'

/** The host as a browser meets it, over one data folder. */
const createWindowSide = async (data: string, config: string) => {
  const core = replayable(await openCore({ data, config }))
  const host = await startNodeHost({
    core,
    port: 0,
    token: 'bench',
    staticDir: fileURLToPath(new URL('../../dist/renderer', import.meta.url)),
    closedDoor: '',
    onBug: (error, where) => {
      console.error(where, error)
      return where
    },
  })
  return {
    /** An address that lets a browser in. */
    door: () => `${host.url}?token=bench`,
    replay: (yes: boolean) => core.replay(yes),
    missed: () => core.missed(),
    /** Puts blocks of some fields on the sheets of contacts beside those that are there; answers how to take them away. */
    addBlocks: async (count: number): Promise<string> => {
      const own = Array.from({ length: count }, (_, i) => ({ key: `bench${i}`, title: `Bloc ${i + 1}`, fields: ['firstName', 'lastName', 'nickname'] }))
      const layout = { zones: [{ key: 'left', items: own.map(({ key }) => key) }], hidden: [], own }
      const saved = await core.call('entities.save', { type: 'layout', patch: { name: 'bench', place: 'sheet', forType: 'contact', layout } }, new AbortController().signal)
      if (!saved.ok) throw new Error(JSON.stringify(saved.error))
      return (saved.value as { op: string }).op
    },
    undo: (op: string) => core.call('journal.undo', { op }, new AbortController().signal),
    close: () => host.close(),
  }
}

export type WindowSide = Awaited<ReturnType<typeof createWindowSide>>

if (import.meta.main) serveSide(await createWindowSide(process.argv[2]!, process.argv[3]!))
