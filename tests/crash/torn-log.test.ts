import { closeSync, copyFileSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/folder.ts'
import { openTestStore } from '../fixtures/store.ts'
import { disagreements } from '../fixtures/store-check.ts'

const OPERATIONS = 30

it('opens at the last operation that is whole when a power cut has torn the end of its log', async () => {
  const test = await openTestStore()
  const { store, operation, folder, key } = test
  const log = join(folder, 'test.db-wal')
  const id = await test.add('contact', { lastName: '0' })
  /** Of the log, after each operation. */
  const sizes = [statSync(log).size]
  for (let i = 0; i < OPERATIONS; i++) {
    const op = operation('edit')
    await store.commit(op, () => ({ drafts: [store.change(op, store.read(id)!, { data: { lastName: `${i + 1}`, notes: 'texte '.repeat(i * 100) } }), store.draft(op, 'organisation', { name: `Société ${i}` })] }))
    sizes.push(statSync(log).size)
  }
  const bytes = readFileSync(log)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: sizes[0]!, max: bytes.length }), fc.uint8Array({ maxLength: 64 }), async (length, garbage) => {
      const torn = temporaryFolder()
      copyFileSync(join(folder, 'test.db'), join(torn, 'test.db'))
      writeFileSync(join(torn, 'test.db-wal'), bytes.subarray(0, length))
      // What the disk was about to write may be anything.
      const file = openSync(join(torn, 'test.db-wal'), 'r+')
      writeSync(file, garbage, 0, garbage.length, Math.max(sizes[0]!, length - garbage.length))
      closeSync(file)
      const whole = sizes.findLastIndex(size => size <= Math.max(sizes[0]!, length - garbage.length))
      const after = await openTestStore(undefined, torn, key)
      const reached = Number(after.store.read(id)!.data['lastName'])
      expect(reached).toBeGreaterThanOrEqual(whole)
      expect(after.store.db.sql('select count(*) n from organisation').get()).toEqual({ n: reached })
      expect(disagreements(after.store.db)).toEqual([])
      await after.add('contact', { lastName: 'Ensuite' })
      await after.close()
    }),
    { numRuns: 15, endOnFailure: true },
  )
}, 60_000)
