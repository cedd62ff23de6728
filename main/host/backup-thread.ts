import { parentPort, workerData } from 'node:worker_threads'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'
import { registry } from '../../shared/registry.ts'
import type { BackupTask } from '../kernel/backup/backups.ts'
import { compareBackup, makeBackup } from '../kernel/backup/make.ts'
import { stageRestore } from '../kernel/backup/restore.ts'
import { type BackupReply, type BackupThreadData, databaseFile, keyringOf } from './threads.ts'

const { data, keys, task } = workerData as BackupThreadData
const reply = (message: BackupReply): void => parentPort!.postMessage(message)

const run = async (asked: BackupTask): Promise<unknown> => {
  const source = { data, file: databaseFile(data), key: keyringOf(keys).key('database'), registry }
  switch (asked.do) {
    case 'make':
      return makeBackup(source, asked.place, asked.reason, asked.now)
    case 'compare':
      return compareBackup(source, asked.path, Buffer.from(asked.key))
    case 'stage':
      return stageRestore(source, asked.place, asked.backup, Buffer.from(asked.key), asked.keyring, asked.now)
  }
}

try {
  reply({ value: await run(task) })
} catch (error) {
  if (!(error instanceof ExpectedError)) throw error
  reply({ failure: error.failure })
}
