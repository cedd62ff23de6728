import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ok } from '../../../shared/kernel/rpc/result.ts'
import type { appRpc } from '../../../shared/modules/app/app.rpc.ts'
import type { FileStore } from '../../kernel/files/file-store.ts'
import type { KeyPlace } from '../../kernel/store/keyring.ts'
import { rebuildProgress } from '../../kernel/store/read-models.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Store } from '../../kernel/store/store.ts'
import { addSample, removeSample, sampleOperation } from './sample/sample.ts'

const SETTINGS = 'settings'

interface Settings {
  language: 'fr' | 'en'
  theme: 'light' | 'dark' | 'system'
  density: 'compact' | 'normal' | 'airy'
  zoom: 90 | 100 | 110 | 125 | 150
  letterKeys: boolean
}

const DEFAULTS: Settings = { language: 'fr', theme: 'system', density: 'normal', zoom: 100, letterKeys: true }

/** Whether there is no record of any of the types. */
export const isEmpty = (reader: Reader, types: readonly string[]): boolean => types.every(type => reader.db.sql(`select 1 from ${reader.table(type).table} limit 1`).get() === undefined)

/** `types` are those that people enter. */
export const appQueries = (reader: Reader, types: readonly string[], about: { version: string; data: string; keyPlace: () => KeyPlace }): HandlersOf<typeof appRpc, 'query'> => ({
  info: () => {
    const row = reader.db.sql(`select json from doc_local where id = ? and deleted = 0`).get(SETTINGS)
    const rebuilding = rebuildProgress(reader.db)
    return ok({
      ...about,
      keyPlace: about.keyPlace(),
      settings: { ...DEFAULTS, ...(row && JSON.parse(row.json).value) },
      isEmpty: isEmpty(reader, types),
      hasSample: sampleOperation(reader.db) !== undefined,
      ...(rebuilding && { rebuilding }),
    })
  },
})

export const appCommands = (store: Store, files: FileStore): HandlersOf<typeof appRpc, 'command'> => ({
  configure: async change => {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    const settings = { ...DEFAULTS, ...store.local.get(SETTINGS), ...given }
    await store.local.set(SETTINGS, settings)
    return ok({ settings })
  },
  addSample: async (_, { actor }) => ok(await addSample(store, files, actor)),
  removeSample: async (_, { actor }) => ok(await removeSample(store, actor)),
})
