import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

type Ask = <T>(method: string, input: unknown) => Promise<T>

/** Waits until no record is left to compare. */
export const compared = async (ask: Ask): Promise<void> => {
  while (!(await ask<{ isComplete: boolean }>('duplicates.count', {})).isComplete) await sleep(100)
}

/**
 * Records as somebody types them who does not know that they are there: milliseconds to check each, and to find another by
 * its id. Both come as they do to a person, with pages that nobody has just read: all that is typed is read beforehand.
 */
export const checkTimes = async (ask: Ask, times: number): Promise<{ check: number[]; find: number[] }> => {
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now()
    await work()
    return performance.now() - start
  }
  const idsBy = async (dir: 'asc' | 'desc'): Promise<string[]> => (await ask<{ rows: { id: string }[] }>('entities.list', { type: 'contact', sort: [{ field: 'lastName', dir }], limit: times })).rows.map(({ id }) => id)
  const typed: Record<string, unknown>[] = []
  for (const id of await idsBy('asc')) {
    const { record } = await ask<{ record: Record<string, unknown> }>('entities.get', { type: 'contact', id })
    typed.push(Object.fromEntries(['firstName', 'lastName', 'emails', 'phones', 'address', 'organisation'].flatMap(name => (record[name] ? [[name, record[name]]] : []))))
  }
  const others = await idsBy('desc')
  const check: number[] = []
  const find: number[] = []
  for (const [i, data] of typed.entries()) {
    find.push(await timed(() => ask('entities.get', { type: 'contact', id: others[i] })))
    check.push(await timed(() => ask('duplicates.check', { type: 'contact', data })))
  }
  return { check, find }
}
