import type { ExportRequest } from '../../kernel/imports/export.ts'
import type { JobKind } from '../../kernel/jobs/engine.ts'
import type { Operation } from '../../kernel/store/journal.ts'

export interface ExportInput {
  readonly request: ExportRequest
  /** Of the file. */
  readonly name: string
  readonly actor: string
}

export type ExportFile = (request: ExportRequest, name: string, onProgress: (done: number, total: number) => void, signal: AbortSignal) => Promise<string>

export const EXPORT = 'export'

/** Writes records to a staged file, its result; interrupted, it begins again. */
export const exportJob = (exportFile: ExportFile): JobKind<ExportInput> => ({
  kind: EXPORT,
  run: async job => {
    const { request, name, actor } = job.input
    const operation: Operation = { id: job.op, name: 'export', params: { file: name }, actor }
    let shown = 0
    let noted = Promise.resolve()
    const unnoted = new AbortController()
    const note = (done: number, total: number): void => {
      const more = done - shown
      shown = done
      noted = noted.then(async () => void (await job.commit(operation, () => ({ batch: { drafts: [] }, progress: { done: more, total, counts: { exported: more } } }))))
      noted.catch(() => unnoted.abort())
    }
    let file: string
    try {
      file = await exportFile(request, name, note, AbortSignal.any([job.signal, unnoted.signal]))
    } finally {
      // What kept progress from being written is told, rather than that the export was stopped by it.
      await noted
    }
    job.result({ file, name })
  },
})
