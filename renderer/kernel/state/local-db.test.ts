import { describe, expect, it, vi } from 'vitest'
import { createTable } from './local-db.ts'

type Disk = Parameters<ReturnType<typeof createTable>['attach']>[0]

/** A disk whose writes end when they are told to. */
const slowDisk = () => {
  const rows = new Map<string, unknown>()
  const waiting: (() => void)[] = []
  const later = (act: () => void): Promise<void> => new Promise(resolve => waiting.push(() => resolve(act())))
  const disk = {
    put: ({ key, value }: { key: string; value: unknown }) => later(() => void rows.set(key, value)),
    delete: (key: string) => later(() => void rows.delete(key)),
  } as unknown as Disk
  return { disk, rows: () => [...rows].map(([key, value]) => ({ key, value })), finish: async () => { for (const end of waiting.splice(0)) end(); await Promise.resolve() } }
}

describe('a table of this window', () => {
  it('works without a disk', () => {
    const table = createTable<number>()
    table.put('a', 1)
    table.put('b', 2)
    table.remove('a')
    expect(table.get('a')).toBeUndefined()
    expect(table.all()).toEqual([2])
  })

  it('writes what was put before the disk was there', async () => {
    const table = createTable<number>()
    const { disk, rows, finish } = slowDisk()
    table.put('a', 1)
    table.attach(disk)
    await finish()
    expect(rows()).toEqual([{ key: 'a', value: 1 }])
  })

  it('is not thrown back by a disk that is behind', async () => {
    const table = createTable<number>()
    const { disk, rows, finish } = slowDisk()
    table.attach(disk)
    table.show([{ key: 'a', value: 1 }, { key: 'b', value: 1 }])
    table.put('a', 2)
    table.remove('b')
    table.show([{ key: 'a', value: 1 }, { key: 'b', value: 1 }])
    expect([table.get('a'), table.get('b')]).toEqual([2, undefined])
    await finish()
    expect(rows()).toEqual([{ key: 'a', value: 2 }])
  })

  it('takes over what another window wrote, and keeps the very value that has not changed', () => {
    const table = createTable<{ n: number }>()
    const seen = vi.fn<() => void>()
    table.show([{ key: 'a', value: { n: 1 } }])
    const { a } = { a: table.get('a') }
    table.subscribe(seen)
    table.show([{ key: 'a', value: { n: 1 } }, { key: 'b', value: { n: 2 } }])
    expect(table.get('a')).toBe(a)
    expect(table.get('b')).toEqual({ n: 2 })
    expect(seen).toHaveBeenCalledOnce()
  })
})
