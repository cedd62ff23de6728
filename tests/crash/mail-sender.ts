/** A process that adds mails to a database until `least` wait, says how many that were, sends until none waits, then says how they stand. */

import { writeSync } from 'node:fs'
import { createIds } from '../../main/host/threads.ts'
import { openOutbox } from '../../main/modules/emails/outbox.ts'
import { openDb } from '../../main/kernel/store/driver.ts'
import { openStore } from '../../main/kernel/store/store.ts'
import { registry } from '../../shared/registry.ts'

const [file, key, port, least] = process.argv.slice(2) as [string, string, string, string]
const newId = createIds()
const db = openDb(file, { key: Buffer.from(key, 'hex') })
const store = await openStore({ db, registry, newId, now: Date.now })

const operation = { id: newId(), name: 'create', params: {}, actor: 'local' }
const hasAccount = db.sql('select 1 from mailAccount').get() !== undefined
const waiting = db.rows("select count(*) from emailMessage where f_state = 'waiting'").get() as [number]
const added = Math.max(0, Number(least) - waiting[0])
const account = hasAccount ? [] : [store.draft(operation, 'mailAccount', { name: 'Atelier', address: 'atelier@exemple.fr', smtpHost: '127.0.0.1', smtpPort: Number(port), smtpSecurity: 'none' })]
const mails = Array.from({ length: added }, (_, i) => store.draft(operation, 'emailMessage', { state: 'waiting', subject: `Courriel ${i}`, to: [{ value: `client${i}@exemple.org` }], text: 'Bonjour' }))
await store.commit(operation, () => ({ drafts: [...account, ...mails] }))
const outbox = await openOutbox({
  store,
  files: { open: async () => undefined },
  secrets: { get: () => undefined },
  now: Date.now,
  onBug: error => {
    throw error
  },
})
writeSync(1, `${added}\n`)
const { signal } = new AbortController()
await outbox.run({
  signal,
  commit: async (operationOf, build) => {
    await store.commit(operationOf, () => build()!.batch, { resumable: true })
    return true
  },
})
outbox.close()
const states = Object.groupBy(db.rows('select f_state, id from emailMessage').all() as [string, string][], ([state]) => state)
writeSync(1, `${JSON.stringify(Object.fromEntries(Object.entries(states).map(([state, rows]) => [state, rows!.map(([, id]) => id)])))}\n`)
await store.close()
db.close()
