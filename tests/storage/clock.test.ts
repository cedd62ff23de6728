import { getChangedDocumentsSince } from 'rxdb/plugins/core'
import { describe, expect, it } from 'vitest'
import { journalQueries } from '../../main/modules/journal/journal.handlers.ts'
import type { Operation } from '../../main/kernel/store/journal.ts'
import type { Context } from '../../shared/kernel/rpc/contract.ts'
import { openTestStore, type TestStore, undo } from '../fixtures/store.ts'
import { disagreements } from '../fixtures/store-check.ts'

const HOUR = 3_600_000

const edit = async ({ store, operation }: TestStore, id: string, data: Record<string, unknown>, op = operation('edit')): Promise<Operation> => {
  await store.commit(op, () => ({ drafts: [store.change(op, store.read(id)!, { data })] }))
  return op
}

describe.each([['an hour', HOUR], ['a year', 365 * 24 * HOUR]])('a clock set back by %s', (_by, late) => {
  const clock = (): { now: () => number; setBack: () => void } => {
    let ms = Date.parse('2026-06-01T12:00:00Z')
    return { now: () => (ms += 1_000), setBack: () => void (ms -= late) }
  }

  it('hides no change from who asks what is new', async () => {
    const { now, setBack } = clock()
    const test = await openTestStore(now)
    const [a, b] = [await test.add('contact', { lastName: 'A' }), await test.add('contact', { lastName: 'B' })]
    const { storageInstance } = test.store.collections.records
    const before = await getChangedDocumentsSince(storageInstance, 100)
    setBack()
    const c = await test.add('contact', { lastName: 'C' })
    await edit(test, a, { lastName: 'A2' })
    setBack()
    await edit(test, b, { lastName: 'B2' })
    const pages = [await getChangedDocumentsSince(storageInstance, 2, before.checkpoint)]
    pages.push(await getChangedDocumentsSince(storageInstance, 2, pages[0]!.checkpoint))
    expect(pages.map(({ documents }) => documents.map(({ id }) => id as string))).toEqual([[c, a], [b]])
  })

  it('keeps the order of operations and of a history', async () => {
    const { now, setBack } = clock()
    const test = await openTestStore(now)
    const { history, operations } = journalQueries(test.reader)
    const context: Context = { actor: 'local', signal: new AbortController().signal }
    const id = await test.add('contact', { lastName: 'Un' })
    for (const lastName of ['Deux', 'Trois']) {
      setBack()
      await edit(test, id, { lastName })
    }
    const values = await history({ id }, context)
    expect(values.ok && values.value.entries.map(({ changes }) => changes[0]?.to)).toEqual(['Trois', 'Deux', undefined])
    const listed: string[] = []
    for (let after: string | undefined, more = true; more; more = after !== undefined) {
      const page = await operations({ limit: 2, isFolded: false, ...(after === undefined ? {} : { after }) }, context)
      if (!page.ok) throw new Error(page.error.code)
      listed.push(...page.value.operations.map(({ name, at }) => `${name} ${at.slice(0, 10)}`))
      after = page.value.next
    }
    expect(listed.map(line => line.split(' ')[0])).toEqual(['edit', 'edit', 'create'])
  })

  it('takes back the parts of an operation in the order in which they were written', async () => {
    const { now, setBack } = clock()
    const test = await openTestStore(now)
    const id = await test.add('contact', { lastName: 'Un', jobTitle: 'A' })
    const op = await edit(test, id, { lastName: 'Deux', jobTitle: 'A' })
    setBack()
    await edit(test, id, { lastName: 'Trois', jobTitle: 'B' }, op)
    setBack()
    await undo(test, op.id)
    expect(test.store.read(id)!.data).toEqual({ lastName: 'Un', jobTitle: 'A' })
    expect(disagreements(test.store.db)).toEqual([])
  })
})
