import { parentPort, workerData } from 'node:worker_threads'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'
import { registry } from '../../shared/registry.ts'
import { rekeyDatabase, rekeyFiles } from '../kernel/keys/rekey.ts'
import { keyringOf, type RekeyReply, type RekeyThreadData } from './threads.ts'

const { data, old, fresh, task } = workerData as RekeyThreadData
const reply = (message: RekeyReply): void => parentPort!.postMessage(message)

const source = { data, registry, old: keyringOf(old), fresh: keyringOf(fresh) }

try {
  if (task.do === 'files') reply({ value: await rekeyFiles(source, (done, total) => reply({ done, total })) })
  else reply({ value: await rekeyDatabase(source, task.done, task.keyring) })
} catch (error) {
  if (!(error instanceof ExpectedError)) throw error
  reply({ failure: error.failure })
}
