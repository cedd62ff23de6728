import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MessageChannel, Worker } from 'node:worker_threads'
import { contract } from '../../shared/contract.ts'
import type { AnyEntity } from '../../shared/kernel/entity/define.ts'
import { createCaller } from '../../shared/kernel/rpc/client.ts'
import type { Context } from '../../shared/kernel/rpc/contract.ts'
import { ExpectedError, type Failure } from '../../shared/kernel/rpc/result.ts'
import { registry as declared } from '../../shared/registry.ts'
import { type BackupTask, createBackups } from '../kernel/backup/backups.ts'
import { type Backup, readBackups, readSettings } from '../kernel/backup/catalog.ts'
import { finishRestore } from '../kernel/backup/restore.ts'
import { scheduleBackups } from '../kernel/backup/schedule.ts'
import { openFileStore } from '../kernel/files/file-store.ts'
import { loadLocales } from '../kernel/i18n/locales.ts'
import { openLog } from '../kernel/log/log.ts'
import { createProtection } from '../kernel/keys/protection.ts'
import { finishRekey } from '../kernel/keys/rekey.ts'
import type { WhileClosed } from '../kernel/keys/rotation.ts'
import { asDamage, type Damage, damageAtStart, damageOf } from '../kernel/rescue/damage.ts'
import { openKeyringOrMend } from '../kernel/rescue/mend-keyring.ts'
import { createRescue, type Rescue } from '../kernel/rescue/rescue.ts'
import { createRouter } from '../kernel/rpc/router.ts'
import { createFind } from '../kernel/search/find.ts'
import { registryOf } from '../kernel/store/configuration.ts'
import { openDb } from '../kernel/store/driver.ts'
import { openKeyringText } from '../kernel/store/keyring.ts'
import { lockFolder } from '../kernel/store/lock.ts'
import { createReplacement } from '../kernel/store/replacement.ts'
import { openReader } from '../kernel/store/reader.ts'
import { createSortedLists } from '../kernel/store/sorted-lists.ts'
import { activitiesQueries } from '../modules/activities/activities.handlers.ts'
import { appQueries, isEmpty } from '../modules/app/app.handlers.ts'
import { backupsHandlers } from '../modules/backups/backups.handlers.ts'
import { readOff } from '../modules/config/modules.handlers.ts'
import { customsQueries } from '../modules/config/customs.handlers.ts'
import { layoutsQueries, myRoles, searchedTypes } from '../modules/config/layouts.handlers.ts'
import { tagsQueries } from '../modules/config/tags.handlers.ts'
import { valueListsQueries } from '../modules/config/value-lists.handlers.ts'
import { duplicatesQueries } from '../modules/duplicates/duplicates.handlers.ts'
import { emailsQueries } from '../modules/emails/emails.handlers.ts'
import { templatesQueries } from '../modules/emails/templates.handlers.ts'
import { entitiesQueries } from '../modules/entities/entities.handlers.ts'
import { filtersQueries } from '../modules/filters/filters.handlers.ts'
import { importsQueries } from '../modules/imports/imports.handlers.ts'
import { journalQueries } from '../modules/journal/journal.handlers.ts'
import { jobsQueries } from '../modules/jobs/jobs.handlers.ts'
import { keysHandlers } from '../modules/keys/keys.handlers.ts'
import { opportunitiesQueries } from '../modules/opportunities/opportunities.handlers.ts'
import { relationsQueries } from '../modules/relations/relations.handlers.ts'
import { rescueHandlers } from '../modules/rescue/rescue.handlers.ts'
import { searchQueries } from '../modules/search/search.handlers.ts'
import { surveysQueries } from '../modules/surveys/surveys.handlers.ts'
import { viewsQueries } from '../modules/views/views.handlers.ts'
import { templateHands } from '../modules/workflows/hands.ts'
import { workflowsQueries } from '../modules/workflows/workflows.handlers.ts'
import { asksPassphrase, composeLocked } from './compose-locked.ts'
import { composeRescue } from './compose-rescue.ts'
import type { Core, CoreOptions } from './core-api.ts'
import { composeRotation } from './compose-rotation.ts'
import { createBackupThreads, createFileThreads, createRescueThreads } from './file-threads.ts'
import { messagePort } from './message-port.ts'
import { placeOf } from './places.ts'
import { createIds, databaseFile, type Keys, keyringOf, keysOf, LOCAL_ACTOR, type StoreThreadData, type StoreThreadReply } from './threads.ts'

/** No import is larger than this; a spreadsheet of a million rows has some 200 MB. */
const MOST_BYTES = 2_000_000_000

/** Reading every page takes seconds where there are many, which the first screen needs more. */
const CHECK_AFTER_MS = 5_000

/**
 * The core on its two threads: this one answers queries on a read-only connection and looks after backups, the store
 * thread commands and streams. `reopen` runs when the data has to be opened anew, with what is to be done before; what
 * protects the keys is kept up to date in `options`.
 */
export const composeCore = async (options: CoreOptions, reopen: (whileClosed?: WhileClosed) => void, whileClosed?: WhileClosed): Promise<Core> => {
  const { data, recoveryKey } = options
  await mkdir(data, { recursive: true, mode: 0o700 })
  // What is open, to be closed in reverse.
  const closers = [lockFolder(data)] as (() => void | Promise<void>)[]
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer()
  }
  try {
    await finishRestore(data)
    const ended = await whileClosed?.()
    await finishRekey(data)
    const file = databaseFile(data)
    const log = openLog(data, createIds())
    const keyring = await openKeyringOrMend(options, file, Date.now).catch((error: unknown) => {
      if (error instanceof ExpectedError && asksPassphrase(error.failure, options)) return error.failure
      throw error
    })
    if (!('held' in keyring)) return composeLocked({ options, failure: keyring, reopen, close, onBug: log.bug })
    const protection = createProtection(keyring, options, (text, id) => backups.reprotect(id, text))
    const replacement = createReplacement<WhileClosed>(protection.settled, reopen)
    const keys = keysOf(keyring)
    await rm(join(data, 'rescue'), { recursive: true, force: true })
    const isOwn = (backup: Backup): boolean => keyring.turnedTo(backup.keyringId) !== undefined
    const unlock = async (backup: Backup, secret?: string): Promise<{ key: Uint8Array; keyring?: string }> => {
      if (backup.keyringId === keyring.id) return { key: keys.database }
      const present = protection.keyring()
      const other = present.turnedTo(backup.keyringId) ?? (await openKeyringText(backup.keyring, backup.id, options, secret)).holding(present.held)
      return { key: other.key('database'), keyring: await protection.seal(other) }
    }
    const rescueOf = (damage: Damage | undefined): Rescue => createRescue({ data, isRescue: damage !== undefined, damage, run: createRescueThreads(data, keys), isOwn, unlock, now: Date.now })
    const wasThere = async (): Promise<boolean> => (await readBackups((await readSettings(data)).place)).some(isOwn)
    const damage = await damageAtStart({ file, key: Buffer.from(keys.database), wasThere, isKeyTyped: recoveryKey !== undefined })
    const store = damage ?? (await startUnlessDamaged(data, keys))
    const rescue = rescueOf('kind' in store ? store : undefined)
    if ('kind' in store) {
      closers.push(rescue.close, async () => void (await replacement.settled()))
      return composeRescue({ rescue, damage: store, data, keyPlace: keyring.place, files: await openFileStore(data, keyringOf(keys)), onBug: log.bug, replacement, close })
    }
    closers.push(store.close)
    const db = openDb(file, { key: Buffer.from(keys.database), readonly: true })
    // Closed before the store: the last connection to close is the one that can empty the write-ahead log.
    closers.push(() => db.close())
    const reader = openReader(db, registryOf(db, declared), { me: LOCAL_ACTOR })
    const files = await openFileStore(data, keyringOf(keys))
    const { version } = JSON.parse(await readFile(placeOf('package.json'), 'utf8')) as { version: string }
    const toStore = createCaller(messagePort(store.rpc))
    const indexSort = async (type: string, field: string): Promise<boolean> => {
      const result = await toStore('entities.indexSort', { type, field })
      return result.ok && (result.value as { done: boolean }).done
    }
    const noteDamage = (failure: Failure): void => {
      const met = damageOf(failure, file)
      if (met) rescue.met(met)
    }
    const runBackup = createBackupThreads(data, keys)
    const backups = createBackups({
      data,
      run: <T>(task: BackupTask) =>
        runBackup<T>(task).catch((error: unknown) => {
          if (error instanceof ExpectedError) noteDamage(error.failure)
          throw error
        }),
      isOwn,
      unlock,
      now: Date.now,
    })
    // Only a key that has opened the data may replace what protects it.
    if (recoveryKey !== undefined) {
      delete options.recoveryKey
      await protection.renew()
    }
    const rotation = composeRotation({ data, keys, protection, backups, ended, replacement, onBug: log.bug })
    // Nobody goes on with data that is closed; a backup ends by reading the keyring there.
    for (const part of [backups, replacement, protection]) closers.push(async () => void (await part.settled()))
    closers.push(rotation.close)
    const checking = setTimeout(() => void rescue.check().catch((error: unknown) => log.bug(error, 'check')), CHECK_AFTER_MS).unref()
    closers.push(rescue.close, () => clearTimeout(checking))
    const schedule = scheduleBackups(backups, () => isEmpty(reader, reader.registry.filter(entity => !entity.internal).map(entity => entity.type)), log.bug)
    closers.push(schedule.close)
    const locales = loadLocales(placeOf('assets/locales'))
    const handlersOf = (registry: readonly AnyEntity[]) => {
      const types = registry.filter(entity => !entity.internal).map(entity => entity.type)
      return {
        activities: activitiesQueries(reader),
        app: appQueries(reader, types, { version, data, keyPlace: protection.place }),
        customs: customsQueries(db),
        duplicates: duplicatesQueries(reader, registry),
        emails: emailsQueries(db),
        entities: entitiesQueries(reader, createSortedLists(reader, indexSort, Date.now)),
        filters: filtersQueries(reader, registry, LOCAL_ACTOR),
        imports: {
          ...importsQueries(createFileThreads(data, keys, db).inspect),
          start: async (input: { dryRun?: boolean }, { signal }: Context, emit: (event: unknown) => void) => {
            if (!input.dryRun) await schedule.beforeImport()
            return toStore('imports.start', input, { signal }, emit)
          },
        },
        backups: backupsHandlers(backups, () => protection.keyring().recoveryKey, replacement),
        journal: journalQueries(reader),
        jobs: jobsQueries(db, module => readOff(db).modules.has(module)),
        keys: keysHandlers(protection, rotation, replacement),
        layouts: layoutsQueries(reader),
        opportunities: opportunitiesQueries(reader, Date.now),
        relations: relationsQueries(reader, registry),
        rescue: rescueHandlers(rescue, data, replacement),
        search: searchQueries(createFind(db, registry, searchedTypes(reader, registry, () => readOff(db).types))),
        surveys: surveysQueries(reader, locales),
        tags: tagsQueries(reader, registry),
        templates: templatesQueries(reader),
        views: viewsQueries(reader, LOCAL_ACTOR, () => myRoles(reader)),
        valueLists: valueListsQueries(reader, registry),
        workflows: workflowsQueries({ reader, hands: templateHands(reader, LOCAL_ACTOR), isOff: type => readOff(db).types.has(type) }),
      }
    }
    let handlers = handlersOf(reader.registry)
    const changing = new AbortController()
    closers.push(() => changing.abort())
    // It hears of a change before any window does: events come in the order in which they were asked for.
    void toStore('customs.watch', {}, { signal: changing.signal }, () => {
      reader.adopt(registryOf(db, declared))
      handlers = handlersOf(reader.registry)
    })
    const router = createRouter({
      contract,
      handlers: () => handlers,
      forward: { kinds: ['command', 'stream'], to: toStore },
      actor: LOCAL_ACTOR,
      onBug: log.bug,
      asExpected: error => asDamage(error, file),
      onFailure: noteDamage,
    })
    return {
      keyPlace: protection.place(),
      connect: port => router.serve(port),
      call: (method, input, signal) => router.call(method, input, signal),
      stage: (name, bytes) => files.stage(name, bytes, { maxBytes: MOST_BYTES }),
      open: id => files.open(id),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

interface StoreThread {
  readonly rpc: MessageChannel['port1']
  readonly close: () => Promise<void>
}

const startUnlessDamaged = async (data: string, keys: Keys): Promise<StoreThread | Damage> => {
  try {
    return await startStore(data, keys)
  } catch (error) {
    const damage = error instanceof ExpectedError ? damageOf(error.failure, databaseFile(data)) : undefined
    if (damage) return damage
    throw error
  }
}

const startStore = async (data: string, keys: Keys): Promise<StoreThread> => {
  const { port1, port2 } = new MessageChannel()
  const thread = new Worker(new URL('./store-thread.ts', import.meta.url), {
    workerData: { data, keys, rpc: port2 } satisfies StoreThreadData,
    transferList: [port2],
    // An import makes and drops records by the thousand. A small nursery keeps its memory low and costs no time; and V8 lets
    // a heap that may become large quadruple before it collects, one of this size not double: 140 MB less at the peak.
    resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 1_024 },
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
