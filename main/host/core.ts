import { setTimeout as pause } from 'node:timers/promises'
import type { Port } from '../../shared/kernel/rpc/port.ts'
import type { WhileClosed } from '../kernel/keys/rotation.ts'
import { composeCore } from './compose-core.ts'
import type { Core, CoreOptions } from './core-api.ts'

/** Time for the answer that tells of it to leave. */
const REOPEN_AFTER_MS = 200

/**
 * Opens the core; once a backup has been restored or the key has changed it opens itself anew, and its windows have to
 * connect again. Throws ExpectedError: KEY_MISSING, KEY_WRONG, STORE_LOCKED, STORE_NEWER, STORE_DAMAGED (of the keys),
 * READ_ONLY, DISK_FULL; over damaged data there is a core that serves its rescue.
 */
export const openCore = async (options: CoreOptions): Promise<Core> => {
  const present = { ...options }
  const ports = new Set<Port>()
  let core: Core | undefined
  let isClosed = false
  let reopened = Promise.resolve()
  const reopen = (whileClosed?: WhileClosed): void => {
    reopened = reopened.then(async () => {
      await pause(REOPEN_AFTER_MS)
      // A restored backup takes its place at the next start.
      if (isClosed) return
      const old = core!
      core = undefined
      for (const port of ports) port.close()
      await old.close()
      core = await composeCore(present, reopen, whileClosed)
    })
  }
  const now = async (): Promise<Core> => {
    await reopened
    return core!
  }
  core = await composeCore(present, reopen)
  return {
    keyPlace: core.keyPlace,
    ...(core.damage && { damage: core.damage }),
    connect: port => {
      // Who comes while the data is opened anew waits with what they ask.
      const early: unknown[] = []
      let take = (message: unknown): void => void early.push(message)
      let ended = (): void => {}
      ports.add(port)
      port.onMessage(message => take(message))
      port.onClose(() => {
        ports.delete(port)
        ended()
      })
      const serve = (current: Core): void =>
        current.connect({
          send: message => port.send(message),
          onMessage: listener => {
            take = listener
            for (const message of early.splice(0)) listener(message)
          },
          onClose: listener => void (ended = listener),
          close: () => port.close(),
        })
      if (core) serve(core)
      else void now().then(serve)
    },
    call: async (method, input, signal) => (await now()).call(method, input, signal),
    stage: async (name, bytes) => (await now()).stage(name, bytes),
    open: async file => (await now()).open(file),
    close: async () => {
      isClosed = true
      await (await now()).close()
    },
  }
}
