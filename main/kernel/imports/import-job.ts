import type { FileStore } from '../files/file-store.ts'
import type { JobKind } from '../jobs/engine.ts'
import type { Operation } from '../store/journal.ts'
import type { Store } from '../store/store.ts'
import type { Candidate } from './candidate.ts'
import type { CandidateChunk } from './candidate-stream.ts'
import type { AskedDialect } from './csv/dialect.ts'
import { createImporter, type Foreseen } from './importer.ts'

/** How to read a file: what `inspect` found, and what the person chose. */
export interface ImportPlan {
  readonly format: 'csv' | 'vcf'
  /** The type that its lines become. */
  readonly type: string
  /** Heading -> target; for a table. */
  readonly mapping?: Readonly<Record<string, string | null>>
  /** Fields of the chosen key; without, the type's keys are tried in turn. */
  readonly key?: readonly string[]
  /** Headings and delimiter of a table, for its error file. */
  readonly headers?: readonly string[]
  readonly delimiter?: string
  /** How the person says that the table is written. */
  readonly dialect?: AskedDialect
}

export interface ImportInput {
  readonly file: string
  readonly name: string
  readonly plan: ImportPlan
  readonly dryRun: boolean
  readonly actor: string
}

/** A file being read in a thread of its own, from its first line. */
export interface OpenedCandidates {
  readonly chunks: AsyncIterable<CandidateChunk>
  close(): Promise<void>
}

export interface ImportJobOptions {
  readonly store: Store
  readonly files: FileStore
  readonly open: (file: string, plan: ImportPlan) => OpenedCandidates
}

export const IMPORT = 'import'

/** A batch takes about this long, so that whoever else wants to write waits no longer. */
const BATCH_MS = 25
const LEAST_LINES = 50
const MOST_LINES = 1_000
/** Updates that a dry run shows. */
const MOST_FORESEEN = 50

/** Imports a file line after line; lines already taken are skipped when it goes on after an interruption. */
export const importJob = ({ store, files, open }: ImportJobOptions): JobKind<ImportInput, { lines: number }> => ({
  kind: IMPORT,
  run: async job => {
    const { file, name, plan, dryRun, actor } = job.input
    const operation: Operation = { id: job.op, name: 'import', params: { job: job.id, file: name }, actor }
    const importer = createImporter({ store, operation, key: plan.key && { type: plan.type, fields: plan.key }, partial: plan.format === 'csv', dryRun })
    // What a dry run has learnt is gone with the process: it begins again.
    let skip = dryRun ? 0 : (job.checkpoint?.lines ?? 0)
    let lines = skip
    let size = LEAST_LINES
    const foreseen: Foreseen[] = []
    // What a window that was not there at the start needs to show it rightly.
    job.result({ type: plan.type, dryRun })
    const source = open(file, plan)
    try {
      for await (const { candidates, read } of source.chunks) {
        const fresh = candidates.slice(Math.min(skip, candidates.length))
        skip -= candidates.length - fresh.length
        for (let from = 0; from < fresh.length && !job.signal.aborted; ) {
          const batch = fresh.slice(from, from + size)
          from += batch.length
          lines += batch.length
          if (!dryRun) await files.hold(() => keepFiles(files, batch))
          let began = 0
          await job.commit(operation, () => {
            began = performance.now()
            const { drafts, counts, errors, updates } = importer.take(batch)
            foreseen.push(...updates.slice(0, MOST_FORESEEN - foreseen.length))
            return {
              batch: { drafts: dryRun ? [] : drafts },
              progress: { checkpoint: { lines }, done: batch.length, total: Math.max(lines, Math.round(lines / Math.max(read, 1e-6))), counts, errors },
            }
          })
          const took = performance.now() - began
          size = Math.max(LEAST_LINES, Math.min(MOST_LINES, Math.round(size * Math.min(2, BATCH_MS / Math.max(took, 1)))))
          await new Promise(resolve => setImmediate(resolve))
        }
        if (job.signal.aborted) return
      }
      if (dryRun) job.result({ type: plan.type, dryRun, updates: foreseen })
    } finally {
      await source.close()
    }
  },
})

/** Puts the files found in lines where records keep theirs; content-addressed, so that doing it again changes nothing. */
const keepFiles = async (files: FileStore, candidates: readonly Candidate[]): Promise<void> => {
  for (const { data, files: found } of candidates) {
    for (const { field, bytes, name, mime } of found) data[field] = await files.put(bytes, name, mime)
  }
}
