import { expect, it, vi } from 'vitest'
import { openTestStore } from '../../../tests/fixtures/store.ts'
import { createSortedLists } from './sorted-lists.ts'

it('a long list asks for the index of an order once it has it, again where it has not, and a short list never', async () => {
  const { store, reader, operation } = await openTestStore()
  const op = operation('import')
  const add = (count: number): Promise<unknown> => store.commit(op, () => ({ drafts: Array.from({ length: count }, (_, i) => store.draft(op, 'contact', { lastName: `N${i}` })) }), { resumable: true })
  let time = 0
  const indexSort = vi.fn<(type: string, field: string) => Promise<boolean>>()
  const sorted = createSortedLists(reader, indexSort, () => time)
  const lookAt = async (...fields: string[]): Promise<void> => {
    for (const field of fields) sorted('contact', field)
    await Promise.resolve()
    time += 60_000
  }
  await add(500)
  await lookAt('status')
  expect(indexSort).not.toHaveBeenCalled()
  for (let i = 0; i < 6; i++) await add(500)
  indexSort.mockResolvedValueOnce(false).mockResolvedValue(true)
  await lookAt('status', 'status', 'lastName', 'emails')
  await lookAt('status')
  await lookAt('status', 'jobTitle')
  expect(indexSort.mock.calls.map(([, field]) => field)).toEqual(['status', 'status', 'jobTitle'])
})
