/** A process that makes one contact after another while workflows react to them, and says so; it ends when it is killed. */

import { writeSync } from 'node:fs'
import { createIds } from '../../main/host/threads.ts'
import { openDb } from '../../main/kernel/store/driver.ts'
import { openReader } from '../../main/kernel/store/reader.ts'
import { openStore } from '../../main/kernel/store/store.ts'
import { createWorkflows } from '../../main/modules/workflows/engine.ts'
import { templateHands } from '../../main/modules/workflows/hands.ts'
import { registry } from '../../shared/registry.ts'

const [file, key] = process.argv.slice(2) as [string, string]
const newId = createIds()
const db = openDb(file, { key: Buffer.from(key, 'hex') })
const store = await openStore({ db, registry, newId, now: Date.now })
const reader = openReader(db, store.registry)
const onBug = (error: unknown): never => {
  throw error
}
createWorkflows({ store, reader, hands: { ...templateHands(reader, 'local'), survey: () => [] }, now: Date.now, isOff: () => false, onBug })
for (;;) {
  const operation = { id: newId(), name: 'create', params: {}, actor: 'local' }
  const ids: string[] = []
  await store.commit(operation, () => ({
    drafts: Array.from({ length: 5 }, (_, i) => {
      const draft = store.draft(operation, 'contact', { lastName: `Nom ${i}` })
      ids.push(draft.document.id)
      return draft
    }),
  }))
  writeSync(1, `${ids.join()}\n`)
}
