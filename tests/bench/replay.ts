import type { Core } from '../../main/host/core-api.ts'
import { type Port, portPair, type Reply, type Request } from '../../shared/kernel/rpc/port.ts'

export interface ReplayableCore extends Core {
  /** Whether ports that connect from now on get the answers of earlier ones, at once and whatever happened since. */
  replay(yes: boolean): void
  /** Calls of such ports that nobody had made before: the core itself answered them. */
  missed(): string[]
}

/** What a call asks; of a write only what it is about, since its values change from one to the next. */
const keyOf = (method: string, input: unknown): string => {
  if (method !== 'entities.save') return `${method} ${JSON.stringify(input)}`
  const { type, id } = input as { type: string; id?: string }
  return `${method} ${type} ${id}`
}

/** A core whose answers to a window can be given again: the same window over them is the least that a click can cost. */
export const replayable = (core: Core): ReplayableCore => {
  const answers = new Map<string, unknown>()
  const missed: string[] = []
  let replaying = false

  const connect = (port: Port): void => {
    const isReplay = replaying
    const [near, far] = portPair()
    core.connect(far)
    const asked = new Map<number, string>()
    near.onMessage(message => {
      const reply = message as Reply
      const key = asked.get(reply.id)
      if ('result' in reply && key !== undefined && !isReplay) answers.set(key, reply.result)
      port.send(message)
    })
    port.onMessage(message => {
      const request = message as Request
      if (!('method' in request)) return near.send(message)
      const { id, method, input } = request
      // What is written meanwhile is told to no window that lives on answers.
      if (isReplay && method === 'entities.watch') return
      const key = keyOf(method, input)
      if (isReplay && answers.has(key)) return port.send({ id, result: answers.get(key) })
      if (isReplay) missed.push(key)
      asked.set(id, key)
      near.send(message)
    })
    port.onClose(() => near.close())
    near.onClose(() => port.close())
  }

  return { ...core, connect, replay: yes => void (replaying = yes), missed: () => missed.splice(0) }
}
