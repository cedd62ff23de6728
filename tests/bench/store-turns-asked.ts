import { BroadcastChannel } from 'node:worker_threads'

/** How long the turns of a thread took since they were last asked for, in milliseconds. */
export interface Turns {
  readonly thread: 'reading' | 'writing'
  readonly p999: number
  readonly longest: number
}

export const ASK = 'calepin bench: asking for turns'
export const ANSWER = 'calepin bench: turns'

/** Asks both threads of the core in this process, which `store-turns.ts` must have been loaded into. */
export const askTurns = (): Promise<Record<Turns['thread'], Turns>> =>
  new Promise(resolve => {
    const answers = new BroadcastChannel(ANSWER)
    const asked = new BroadcastChannel(ASK)
    const found = new Map<Turns['thread'], Turns>()
    answers.addEventListener('message', event => {
      const data = (event as MessageEvent<Turns>).data
      found.set(data.thread, data)
      const reading = found.get('reading')
      const writing = found.get('writing')
      if (!reading || !writing) return
      asked.close()
      answers.close()
      resolve({ reading, writing })
    })
    asked.postMessage(undefined)
  })
