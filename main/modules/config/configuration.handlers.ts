import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ExpectedError, ok } from '../../../shared/kernel/rpc/result.ts'
import type { configurationRpc } from '../../../shared/modules/config/configuration.rpc.ts'
import type { FileStore } from '../../kernel/files/file-store.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Store } from '../../kernel/store/store.ts'
import { type ConfigurationPlan, configurationText, parseConfiguration, planConfiguration } from './configuration.ts'

const MOST_BYTES = 20_000_000

export const configurationCommands = (store: Store, files: FileStore): HandlersOf<typeof configurationRpc, 'command'> => ({
  export: async () => {
    const { text, counts } = configurationText(store)
    const name = `${store.instant().slice(0, 10)}.calepin-config.json`
    const { file } = await files.stage(name, bytesOf(text))
    return ok({ file, name, counts })
  },
  import: async ({ file, dryRun = false }, { actor }) => {
    const records = parseConfiguration(await textOf(files, file))
    const operation: Operation = { id: store.newId(), name: 'configure', params: {}, actor }
    if (dryRun) {
      const { changes, same } = planConfiguration(store, operation, records)
      return ok({ changes: [...changes], same })
    }
    let plan: ConfigurationPlan | undefined
    await store.commit(operation, () => (plan = planConfiguration(store, operation, records)))
    const { drafts, changes, same } = plan!
    return ok({ ...(drafts.length > 0 && { op: operation.id }), changes: [...changes], same })
  },
})

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

const textOf = async (files: FileStore, file: string): Promise<string> => {
  const opened = await files.open(file)
  if (!opened) throw new ExpectedError('FILE_NOT_FOUND', { file })
  if (opened.size > MOST_BYTES) throw new ExpectedError('FILE_TOO_LARGE', { maxBytes: MOST_BYTES })
  const pieces: Uint8Array[] = []
  for await (const piece of opened.bytes) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}
