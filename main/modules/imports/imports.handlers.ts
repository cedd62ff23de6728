import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { fail, ok } from '../../../shared/kernel/rpc/result.ts'
import type { importsRpc } from '../../../shared/modules/imports/imports.rpc.ts'
import type { FileStore } from '../../kernel/files/file-store.ts'
import type { Locales } from '../../kernel/i18n/locales.ts'
import { errorFile } from '../../kernel/imports/error-file.ts'
import { isColumn } from '../../kernel/imports/export.ts'
import type { Asked, Inspection } from '../../kernel/imports/formats.ts'
import { parseTarget } from '../../kernel/imports/headings.ts'
import { IMPORT, type ImportInput, type ImportPlan } from '../../kernel/imports/import-job.ts'
import type { JobEngine } from '../../kernel/jobs/engine.ts'
import { type JobRow, readErrors, readJob } from '../../kernel/jobs/job-table.ts'
import type { Store } from '../../kernel/store/store.ts'
import { EXPORT, type ExportInput } from './export.jobs.ts'

type Inspect = (file: string, asked: Asked, signal: AbortSignal) => Promise<Inspection>

export const importsQueries = (inspect: Inspect): HandlersOf<typeof importsRpc, 'query'> => ({
  inspect: async ({ file, ...asked }, { signal }) => ok(await inspect(file, asked, signal)),
})

export interface ImportsOptions {
  readonly store: Store
  readonly files: FileStore
  readonly jobs: JobEngine
  readonly inspect: Inspect
  readonly locales: Locales
  /** Takes an operation back; see `journal.undo`. */
  readonly undo: (op: string, actor: string, how: { isWaiting: boolean; signal: AbortSignal }) => ReturnType<HandlersOf<typeof importsRpc, 'command'>['revert']>
}

export const importsCommands = ({ store, files, jobs, inspect, locales, undo }: ImportsOptions): HandlersOf<typeof importsRpc, 'command'> => {
  const importOf = (job: string): JobRow<ImportInput> | undefined => {
    const found = readJob(store.db, job)
    return found?.kind === IMPORT ? found : undefined
  }

  return {
    start: async ({ file, type, mapping, dialect, key, dryRun = false }, { actor, signal }) => {
      const found = await inspect(file, { type, dialect }, signal)
      const entity = store.entity(found.suggestion.type)
      if (!entity || (type !== undefined && entity.type !== type)) return fail('UNKNOWN_TYPE', { type })
      if (found.format === 'csv') {
        const wanted = mapping ?? found.suggestion.mapping
        for (const [heading, target] of Object.entries(wanted)) {
          if (!found.headers.includes(heading) || (target !== null && !parseTarget(entity, target))) return fail('IMPORT_BAD_MAPPING', { heading, target })
        }
        if (!Object.values(wanted).some(target => target !== null)) return fail('IMPORT_NO_COLUMNS', { name: found.name })
      }
      const wrongKey = key?.find(field => !entity.fields[field])
      if (wrongKey !== undefined) return fail('UNKNOWN_FIELD', { type: entity.type, field: wrongKey })
      const plan: ImportPlan = {
        format: found.format,
        type: entity.type,
        ...(found.format === 'csv' ? { mapping: mapping ?? found.suggestion.mapping, headers: found.headers, delimiter: found.delimiter ?? ';', ...(dialect && { dialect }) } : {}),
        ...(key ? { key } : {}),
      }
      const input: ImportInput = { file, name: found.name, plan, dryRun, actor }
      return ok({ job: jobs.start({ kind: IMPORT, title: found.name, input, files: [file] }).job })
    },

    revert: async ({ job, background = false }, { actor, signal }) => {
      const found = importOf(job)
      if (!found) return fail('JOB_NOT_FOUND', { job })
      if (!found.endedAt) return fail('JOB_WRONG_STATE', { job, state: found.state })
      return undo(found.op, actor, { isWaiting: !background, signal })
    },

    errorFile: async ({ job, language }) => {
      const found = importOf(job)
      if (!found) return fail('JOB_NOT_FOUND', { job })
      const { name: source, plan } = found.input
      const { format, headers = [], delimiter = ';' } = plan
      const entity = store.entity(plan.type)!
      const name = `${source.replace(/\.[^.]*$/, '')} - ${locales.label(language, 'imports.errorFileName')}.${format}`
      const { file } = await files.stage(name, errorFile(readErrors(store.db, job), { format, headers, delimiter, entity, language, locales }))
      return ok({ file, name })
    },

    export: ({ type, format, filter, text, archived, ids, language, columns, delimiter, bom }, { actor }) => {
      const entity = store.entity(type)
      if (!entity) return fail('UNKNOWN_TYPE', { type })
      if (format === 'vcf' && !Object.hasOwn(entity.fields, 'vcardLines')) return fail('BAD_INPUT', { field: 'format' })
      const unknown = columns?.find(path => !isColumn(entity, path))
      if (unknown !== undefined) return fail('UNKNOWN_FIELD', { type, field: unknown })
      const name = `${entity.own?.many[language] ?? locales.label(language, `${entity.labels}.many`)} ${store.instant().slice(0, 10)}.${format}`
      const input: ExportInput = { request: { type, format, filter, text, archived: ids ? 'with' : archived, ids, language, columns, style: { delimiter, bom } }, name, actor }
      return ok({ job: jobs.start({ kind: EXPORT, title: name, input }).job })
    },
  }
}
