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
    close: () => host.close(),
  }
}

export type WindowSide = Awaited<ReturnType<typeof createWindowSide>>

if (import.meta.main) serveSide(await createWindowSide(process.argv[2]!, process.argv[3]!))
