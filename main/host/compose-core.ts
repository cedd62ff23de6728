import { mkdir, readFile } from 'node:fs/promises'
import { MessageChannel, Worker } from 'node:worker_threads'
import { contract } from '../../shared/contract.ts'
import { createCaller } from '../../shared/kernel/rpc/client.ts'
import type { Context } from '../../shared/kernel/rpc/contract.ts'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'
import { registry } from '../../shared/registry.ts'
import { createBackups } from '../kernel/backup/backups.ts'
import { finishRestore } from '../kernel/backup/restore.ts'
import { scheduleBackups } from '../kernel/backup/schedule.ts'
import { openFileStore } from '../kernel/files/file-store.ts'
import { openLog } from '../kernel/log/log.ts'
import { createRouter } from '../kernel/rpc/router.ts'
import { createFind } from '../kernel/search/find.ts'
import { openDb } from '../kernel/store/driver.ts'
import { openKeyring, openKeyringText, writeKeyring } from '../kernel/store/keyring.ts'
import { lockFolder } from '../kernel/store/lock.ts'
import { openReader } from '../kernel/store/reader.ts'
import { appQueries, isEmpty } from '../modules/app/app.handlers.ts'
import { backupsHandlers } from '../modules/backups/backups.handlers.ts'
import { duplicatesQueries } from '../modules/duplicates/duplicates.handlers.ts'
import { entitiesQueries } from '../modules/entities/entities.handlers.ts'
import { importsQueries } from '../modules/imports/imports.handlers.ts'
import { journalQueries } from '../modules/journal/journal.handlers.ts'
import { jobsQueries } from '../modules/jobs/jobs.handlers.ts'
import { searchQueries } from '../modules/search/search.handlers.ts'
import type { Core, CoreOptions } from './core-api.ts'
import { createBackupThreads, createFileThreads } from './file-threads.ts'
import { messagePort } from './message-port.ts'
import { createIds, databaseFile, type Keys, keyringOf, LOCAL_ACTOR, PURPOSES, type StoreThreadData, type StoreThreadReply } from './threads.ts'

/** No import is larger than this; a spreadsheet of a million rows has some 200 MB. */
const MOST_BYTES = 2_000_000_000

/**
 * The core on its two threads: this one answers queries on a read-only connection and looks after backups, the store
 * thread commands and streams. `reopen` runs when the data has to be opened anew.
 */
export const composeCore = async (options: CoreOptions, reopen: () => void): Promise<Core> => {
  const { data, config, passphrase, sealer, recoveryKey } = options
  await mkdir(data, { recursive: true, mode: 0o700 })
  // What is open, to be closed in reverse.
  const closers = [lockFolder(data)] as (() => void | Promise<void>)[]
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer()
  }
  try {
    await finishRestore(data)
    const keyring = await openKeyring({ data, config, passphrase, sealer, recoveryKey })
    const keys = Object.fromEntries(PURPOSES.map(purpose => [purpose, keyring.key(purpose)])) as unknown as Keys
    const log = openLog(data, createIds())
    const { rpc, close: closeStore } = await startStore(data, keys)
    closers.push(closeStore)
    const db = openDb(databaseFile(data), { key: Buffer.from(keys.database), readonly: true })
    // Closed before the store: the last connection to close is the one that can empty the write-ahead log.
    closers.push(() => db.close())
    // Only a key that has opened the data may replace what protects it.
    if (recoveryKey !== undefined) await writeKeyring(data, await keyring.reseal())
    const reader = openReader(db, registry)
    const files = await openFileStore(data, keyringOf(keys))
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
    const toStore = createCaller(messagePort(rpc))
    const types = registry.filter(entity => !entity.internal).map(entity => entity.type)
    const backups = createBackups({
      data,
      run: createBackupThreads(data, keys),
      isOwn: backup => backup.keyringId === keyring.id,
      unlock: async (backup, secret) => {
        if (backup.keyringId === keyring.id) return { key: keys.database }
        const other = await openKeyringText(backup.keyring, backup.id, options, secret)
        return { key: other.key('database'), keyring: await other.reseal() }
      },
      now: Date.now,
    })
    const schedule = scheduleBackups(backups, () => isEmpty(reader, types), log.bug)
    closers.push(schedule.close)
    const router = createRouter({
      contract,
      handlers: {
        app: appQueries(reader, types, { version, data, keyPlace: keyring.place }),
        duplicates: duplicatesQueries(reader, registry),
        entities: entitiesQueries(reader),
        imports: {
          ...importsQueries(createFileThreads(data, keys, db).inspect),
          start: async (input: { dryRun?: boolean }, { signal }: Context, emit: (event: unknown) => void) => {
            if (!input.dryRun) await schedule.beforeImport()
            return toStore('imports.start', input, { signal }, emit)
          },
        },
        backups: backupsHandlers(backups, keyring.recoveryKey, reopen),
        journal: journalQueries(reader),
        jobs: jobsQueries(db),
        search: searchQueries(createFind(db, registry)),
      },
      forward: { kinds: ['command', 'stream'], to: toStore },
      actor: LOCAL_ACTOR,
      onBug: log.bug,
    })
    return {
      connect: port => router.serve(port),
      call: (method, input, signal) => router.call(method, input, signal),
      stage: (name, bytes) => files.stage(name, bytes, { maxBytes: MOST_BYTES }),
      open: file => files.open(file),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const startStore = async (data: string, keys: Keys): Promise<{ rpc: MessageChannel['port1']; close(): Promise<void> }> => {
  const { port1, port2 } = new MessageChannel()
  const thread = new Worker(new URL('./store-thread.ts', import.meta.url), {
    workerData: { data, keys, rpc: port2 } satisfies StoreThreadData,
    transferList: [port2],
    // An import makes and drops records by the thousand: a small nursery keeps its memory low and costs no time.
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  })
  const ended = new Promise<void>(resolve => thread.once('exit', () => resolve()))
  try {
    await new Promise<void>((resolve, reject) => {
      thread.once('error', reject)
      thread.once('message', (message: StoreThreadReply) => {
        // A core that can only read is worse than none: from now on an error of its thread ends this process.
        thread.off('error', reject)
        if ('failure' in message) reject(new ExpectedError(message.failure.code, message.failure.params))
        else resolve()
      })
    })
  } catch (error) {
    await thread.terminate()
    throw error
  }
  return {
    rpc: port1,
    close: async () => {
      // What was saved is on the disk already: nothing that fails from here on can lose it.
      thread.on('error', () => {})
      thread.postMessage('close')
      await ended
      port1.close()
    },
  }
}
