import { MessageChannel, Worker } from 'node:worker_threads'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'
import type { BackupTask } from '../kernel/backup/backups.ts'
import { baseCurrency } from '../kernel/imports/base-currency.ts'
import { takeCandidates } from '../kernel/imports/candidate-stream.ts'
import type { UserValue } from '../kernel/imports/choices.ts'
import type { Asked, Inspection } from '../kernel/imports/formats.ts'
import type { ImportPlan, OpenedCandidates } from '../kernel/imports/import-job.ts'
import type { RescueOptions } from '../kernel/rescue/rescue.ts'
import { readConfiguration } from '../kernel/store/configuration.ts'
import type { Db } from '../kernel/store/driver.ts'
import type { ExportFile } from '../modules/imports/export.jobs.ts'
import type {
  BackupReply,
  BackupThreadData,
  CheckpointAsked,
  CheckpointReply,
  CheckpointThreadData,
  ExportReply,
  ExportThreadData,
  Keys,
  ReaderReply,
  ReaderThreadData,
  RekeyReply,
  RekeyThreadData,
  RescueReply,
  RescueThreadData,
} from './threads.ts'

/** Files are read and written in threads of their own; an untrusted one may neither take all memory nor run for ever. */
export interface FileThreads {
  inspect(file: string, asked: Asked, signal: AbortSignal): Promise<Inspection>
  open(file: string, plan: ImportPlan): OpenedCandidates
  /** Writes a file in a thread of its own; answers its staged id. */
  export: ExportFile
}

const INSPECT_MS = 20_000
const MOST_HEAP_MB = 512
/** What lines are made of dies at once: a small nursery keeps memory low and costs no time. */
const YOUNG_HEAP_MB = 8

export const createFileThreads = (data: string, keys: Keys, db: Db): FileThreads => {
  const start = (task: ReaderThreadData['task'], file: string, transferList: MessageChannel['port1'][] = []): Worker =>
    new Worker(new URL('./reader-thread.ts', import.meta.url), {
      workerData: { data, keys, file, userValues: userValues(db), currency: baseCurrency(db), configuration: readConfiguration(db), task } satisfies ReaderThreadData,
      transferList,
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
    })
  return {
    inspect: (file, asked, signal) =>
      new Promise((resolve, reject) => {
        const thread = start({ asked }, file)
        const unreadable = (): void => reject(new ExpectedError('FILE_UNREADABLE', { file }))
        const timer = setTimeout(() => void thread.terminate(), INSPECT_MS)
        signal.addEventListener('abort', () => void thread.terminate(), { once: true })
        thread.once('message', (message: ReaderReply) => {
          if ('inspection' in message) resolve(message.inspection)
          else reject(new ExpectedError(message.failure.code, message.failure.params))
          void thread.terminate()
        })
        thread.once('error', unreadable)
        thread.once('exit', () => {
          clearTimeout(timer)
          unreadable()
        })
      }),
    open: (file, plan) => {
      const { port1, port2 } = new MessageChannel()
      const thread = start({ plan, chunks: port2 }, file, [port2])
      // Its port closes with it, and whoever takes from the port is told.
      thread.once('error', () => {})
      return {
        chunks: takeCandidates(port1),
        close: async () => {
          port1.close()
          await thread.terminate()
        },
      }
    },
    export: (request, name, onProgress, signal) =>
      new Promise((resolve, reject) => {
        const thread = new Worker(new URL('./export-thread.ts', import.meta.url), { workerData: { data, keys, request, name, userValues: userValues(db) } satisfies ExportThreadData })
        signal.addEventListener('abort', () => void thread.terminate(), { once: true })
        thread.on('message', (message: ExportReply) => {
          if ('failure' in message) reject(new ExpectedError(message.failure.code, message.failure.params))
          else if ('file' in message) {
            onProgress(message.count, message.count)
            resolve(message.file)
          } else onProgress(message.done, message.total)
        })
        thread.once('error', reject)
        thread.once('exit', () => reject(new ExpectedError('CANCELLED')))
      }),
  }
}

/** Backups are copied, compared and restored in threads of their own: SQLite holds up the one that it copies on. */
export const createBackupThreads =
  (data: string, keys: Keys) =>
  <T>(task: BackupTask): Promise<T> =>
    new Promise((resolve, reject) => {
      const thread = new Worker(new URL('./backup-thread.ts', import.meta.url), { workerData: { data, keys, task } satisfies BackupThreadData })
      thread.once('message', (message: BackupReply) => {
        if ('failure' in message) reject(new ExpectedError(message.failure.code, message.failure.params))
        else resolve(message.value as T)
      })
      thread.once('error', reject)
      thread.once('exit', () => reject(new ExpectedError('CANCELLED')))
    })

/** Moves the log of the database into it, in a thread of its own that ends once it has long had nothing to do. */
export interface Checkpointer {
  /** Asks for it, unless it is being done. */
  move(): void
  /** Pending while the last of the log is moved, during which nobody should write, lest it never be the last. */
  readonly settled: Promise<void>
  close(): Promise<void>
}

/** So little is moved sooner than a person would notice. */
const FEW_PAGES = 500
const MOST_PASSES = 4

/** Copying pages and waiting for the disk takes a tenth of a second at a time, which the thread that writes does not spend. */
export const createCheckpointer = (data: string, keys: Keys): Checkpointer => {
  let thread: Worker | undefined
  let ended: Promise<void> = Promise.resolve()
  let isMoving = false
  let settled: Promise<void> = Promise.resolve()
  let answer = (_left: number): void => {}
  const start = (): Worker => {
    const started = new Worker(new URL('./checkpoint-thread.ts', import.meta.url), { workerData: { data, keys } satisfies CheckpointThreadData })
    started.on('message', ({ left }: CheckpointReply) => answer(left))
    // Without it the log grows until whoever writes moves it: slower, and nothing is lost.
    started.on('error', () => {})
    ended = new Promise(resolve => {
      started.once('exit', () => {
        thread = undefined
        answer(0)
        resolve()
      })
    })
    return started
  }
  const ask = (what: CheckpointAsked): void => thread?.postMessage(what)
  const pass = (): Promise<number> =>
    new Promise(resolve => {
      answer = resolve
      thread ??= start()
      ask('move')
    })
  const moveAll = async (): Promise<void> => {
    let left = Infinity
    for (let passes = 0; passes < MOST_PASSES && left > FEW_PAGES; passes++) left = await pass()
    if (left === 0) return
    settled = pass().then(() => {})
    await settled
  }
  return {
    move: () => {
      if (isMoving) return
      isMoving = true
      void moveAll().finally(() => (isMoving = false))
    },
    get settled() {
      return settled
    },
    close: async () => {
      ask('close')
      await ended
    },
  }
}

/** Everything is encrypted with other keys in a thread of its own; one that is no longer wanted ends at its next sign of life. */
export const rekeyInThread = <T>(workerData: RekeyThreadData, onProgress: (done: number, total: number) => void = () => {}, isWanted: () => boolean = () => true): Promise<T> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./rekey-thread.ts', import.meta.url), { workerData })
    thread.on('message', (message: RekeyReply) => {
      // Not sooner: a thread that ends while it loads the driver takes the process with it.
      if ('done' in message && !isWanted()) void thread.terminate()
      else if ('done' in message) onProgress(message.done, message.total)
      else if ('failure' in message) reject(new ExpectedError(message.failure.code, message.failure.params))
      else resolve(message.value as T)
    })
    thread.once('error', reject)
    thread.once('exit', () => reject(new ExpectedError('CANCELLED')))
  })

/** What is damaged is read, checked and replaced in threads of their own. */
export const createRescueThreads =
  (data: string, keys: Keys): RescueOptions['run'] =>
  <T>(task: RescueThreadData['task'], onProgress?: (progress: { done: number; total: number }) => void, signal?: AbortSignal): Promise<T> =>
    new Promise((resolve, reject) => {
      const thread = new Worker(new URL('./rescue-thread.ts', import.meta.url), { workerData: { data, keys, task } satisfies RescueThreadData })
      thread.on('message', (message: RescueReply) => {
        // Not sooner: a thread that ends while it loads the driver takes the process with it.
        if ('done' in message && signal?.aborted) void thread.terminate()
        else if ('done' in message) onProgress?.(message)
        else if ('failure' in message) reject(new ExpectedError(message.failure.code, message.failure.params))
        else resolve(message.value as T)
      })
      thread.once('error', reject)
      thread.once('exit', () => reject(new ExpectedError('CANCELLED')))
    })

const userValues = (db: Db): UserValue[] => db.sql('select f_list list, f_key key, f_label label from listValue where st = 0 and f_label is not null').all()
