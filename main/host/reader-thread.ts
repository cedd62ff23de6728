import { parentPort, workerData } from 'node:worker_threads'
import { effectiveRegistry } from '../../shared/kernel/entity/effective.ts'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'
import { registry } from '../../shared/registry.ts'
import { openFileStore } from '../kernel/files/file-store.ts'
import { loadLocales } from '../kernel/i18n/locales.ts'
import { type CandidateChunk, serveCandidates } from '../kernel/imports/candidate-stream.ts'
import { type FormatContext, inspectFile, readCandidates, type SourceFile } from '../kernel/imports/formats.ts'
import type { ImportPlan } from '../kernel/imports/import-job.ts'
import { cardToCandidate } from '../modules/persons/persons.vcard.ts'
import { keyringOf, type ReaderReply, type ReaderThreadData } from './threads.ts'
import { placeOf } from './places.ts'

const { data, keys, file, userValues, currency, configuration, task } = workerData as ReaderThreadData
const reply = (message: ReaderReply): void => parentPort!.postMessage(message)

const open = async (): Promise<SourceFile> => {
  const files = await openFileStore(data, keyringOf(keys))
  const source = await files.open(file)
  if (!source) throw new ExpectedError('FILE_NOT_FOUND', { file })
  return source
}

const context: FormatContext = { registry: effectiveRegistry(registry, configuration).registry, locales: loadLocales(placeOf('assets/locales')), userValues, currency, cardToCandidate }

async function* chunksOf(plan: ImportPlan): AsyncGenerator<CandidateChunk> {
  yield* readCandidates(await open(), plan, context)
}

if ('plan' in task) {
  await serveCandidates(task.chunks, chunksOf(task.plan))
} else {
  try {
    reply({ inspection: await inspectFile(await open(), context, task.asked) })
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    reply({ failure: error.failure })
  }
}
