import { parentPort, workerData } from 'node:worker_threads'
import { moveLog, openDb } from '../kernel/store/driver.ts'
import { type CheckpointAsked, type CheckpointReply, type CheckpointThreadData, databaseFile, keyringOf } from './threads.ts'

/** After a burst of writes the next is likely soon. */
const IDLE_MS = 10_000

const { data, keys } = workerData as CheckpointThreadData
const db = openDb(databaseFile(data), { key: keyringOf(keys).key('database') })

const end = (): void => {
  db.close()
  parentPort!.close()
}
let idle = setTimeout(end, IDLE_MS)

parentPort!.on('message', (asked: CheckpointAsked) => {
  clearTimeout(idle)
  if (asked === 'close') return end()
  let left = 0
  try {
    left = moveLog(db)
  } catch {
    // Whoever writes meets what is wrong with the disk as well, and tells a person of it.
  }
  parentPort!.postMessage({ left } satisfies CheckpointReply)
  idle = setTimeout(end, IDLE_MS)
})
