import { monitorEventLoopDelay } from 'node:perf_hooks'
import { BroadcastChannel, isMainThread, workerData } from 'node:worker_threads'
import { ANSWER, ASK, type Turns } from './store-turns-asked.ts'

/** The timer's own pace, which every turn that it measures contains. */
const RESOLUTION_MS = 1

/** Runs first in each thread of a program whose turns are measured, and says nothing unasked. */
const measureTurns = (thread: Turns['thread']): void => {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delays.enable()
  const asked = new BroadcastChannel(ASK)
  const answers = new BroadcastChannel(ANSWER)
  const inMs = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS)
  asked.addEventListener('message', () => {
    answers.postMessage({ thread, p999: inMs(delays.percentile(99.9)), longest: inMs(delays.max) } satisfies Turns)
    delays.reset()
  })
  for (const channel of [asked, answers]) channel.unref()
}

// Of the core's threads, only the one that writes serves calls.
if (isMainThread) measureTurns('reading')
else if (workerData !== null && typeof workerData === 'object' && 'rpc' in workerData) measureTurns('writing')
