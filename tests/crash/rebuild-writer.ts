/** A process that opens a store whose definitions have changed, and writes to it while its lists are rebuilt; it ends when it is killed. */

import { writeSync } from 'node:fs'
import { setImmediate as immediate } from 'node:timers/promises'
import { createIds } from '../../main/host/threads.ts'
import { openDb } from '../../main/kernel/store/driver.ts'
import { openStore } from '../../main/kernel/store/store.ts'
import { generation } from './generations.ts'

const [file, key, number] = process.argv.slice(2) as [string, string, string]
const newId = createIds()
const db = openDb(file, { key: Buffer.from(key, 'hex') })
const store = await openStore({ db, registry: generation(Number(number)), newId, now: Date.now })
const ids = db.sql(`select id from doc_records where deleted = 0 order by id`).all().map(row => row.id as string)
for (let i = 0; ; i++) {
  const operation = { id: newId(), name: 'edit', params: {}, actor: 'local' }
  const town = `Ville ${number} ${i}`
  await store.commit(operation, () => {
    const record = store.read(ids[(i * 7919) % ids.length]!)!
    return { drafts: [store.change(operation, record, { data: { ...record.data, town } }), store.draft(operation, 'stall', { name: `Neuf ${number} ${i}`, town })] }
  })
  writeSync(1, `${town}\n`)
  // What people do comes as events, between which there is a turn for the rebuilding.
  await immediate()
}
