/** A process that writes one random operation after another and says so; it ends when it is killed. */

import { writeSync } from 'node:fs'
import { createIds } from '../../main/host/threads.ts'
import { openDb } from '../../main/kernel/store/driver.ts'
import { type Draft, openStore } from '../../main/kernel/store/store.ts'
import { registry } from '../../shared/registry.ts'

/** What a record shall be after an operation; null once it is gone for good. */
export type After = { data: Record<string, unknown>; trashed: boolean } | null

/** Said before an operation is written, and after: its name alone. */
export type Said = { about: string; records: Record<string, After>; step: number } | { done: string }

const [file, key, seed] = process.argv.slice(2) as [string, string, string]
const say = (said: Said): void => void writeSync(1, `${JSON.stringify(said)}\n`)

/** Numbers between 0 and 1 that follow from the seed. */
const random = (state => () => ((state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0) / 2 ** 32)(Number(seed))
const upTo = (most: number): number => Math.floor(random() * most)

const newId = createIds()
const db = openDb(file, { key: Buffer.from(key, 'hex') })
// Small steps of copying the log back, so that a kill also meets them.
if (Number(seed) % 2) db.pragma('wal_autocheckpoint = 20')
const store = await openStore({ db, registry, newId, now: Date.now })
db.exec('create table if not exists crash_step(only integer primary key, step integer not null)')
let step: number = db.sql('select max(step) step from crash_step').get().step ?? 0
const ids = db.sql('select id from doc_records where deleted = 0').all().map(row => row.id as string)

const words = (): string => Array.from({ length: 1 + upTo(4) }, () => `mot${upTo(500)}`).join(' ')
const contactData = (): Record<string, unknown> => ({
  lastName: words(),
  ...(upTo(2) && { firstName: words() }),
  ...(upTo(2) && { emails: Array.from({ length: 1 + upTo(2) }, () => ({ value: `a${upTo(1_000)}@b.example` })) }),
  ...(upTo(4) === 0 && { notes: `${words()} `.repeat(1 + upTo(400)).trim() }),
})

const drafted = (operation: Parameters<typeof store.draft>[0]): Draft[] => {
  const created = Array.from({ length: upTo(12) }, () => (upTo(3) ? store.draft(operation, 'contact', contactData()) : store.draft(operation, 'organisation', { name: words() })))
  const chosen = [...new Set(Array.from({ length: ids.length && upTo(12) }, () => ids[upTo(ids.length)]!))]
  const changed = chosen.map((id): Draft => {
    const record = store.read(id)!
    const kind = upTo(6)
    if (kind === 0) return { ...store.change(operation, record, {}), purge: true }
    if (kind === 1) return store.change(operation, record, { trashedAt: record.trashedAt === null ? store.instant() : null })
    return store.change(operation, record, { data: record.type === 'contact' ? contactData() : { ...record.data, name: words() } })
  })
  return [...created, ...changed]
}

for (;;) {
  const operation = { id: newId(), name: 'edit', params: {}, actor: 'local' }
  const records: Record<string, After> = {}
  const next = step + 1
  await store.commit(
    operation,
    () => {
      const drafts = drafted(operation)
      for (const { document, purge } of drafts) records[document.id] = purge ? null : { data: document.data, trashed: document.trashedAt !== null }
      say({ about: operation.id, records, step: next })
      return { drafts, alsoWrite: to => void to.sql('insert into crash_step(only, step) values(1, ?) on conflict(only) do update set step = excluded.step').run(next) }
    },
    { resumable: upTo(2) === 0 },
  )
  say({ done: operation.id })
  step = next
  for (const [id, after] of Object.entries(records)) {
    const at = ids.indexOf(id)
    if (after === null) ids.splice(at, 1)
    else if (at < 0) ids.push(id)
  }
}
