import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

type Ask = <T>(method: string, input: unknown) => Promise<T>

/** Waits until no record is left to compare. */
export const compared = async (ask: Ask): Promise<void> => {
  while (!(await ask<{ isComplete: boolean }>('duplicates.count', {})).isComplete) await sleep(100)
}

/** Records as somebody types them who does not know that they are there: milliseconds to check each, and to find each by its id. */
export const checkTimes = async (ask: Ask, times: number): Promise<{ check: number[]; find: number[] }> => {
  const { rows } = await ask<{ rows: { id: string }[] }>('entities.list', { type: 'contact', limit: times })
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now()
    await work()
    return performance.now() - start
  }
  const check: number[] = []
  const find: number[] = []
  for (const { id } of rows) {
    const { record } = await ask<{ record: Record<string, unknown> }>('entities.get', { type: 'contact', id })
    const data = Object.fromEntries(['firstName', 'lastName', 'emails', 'phones', 'address', 'organisation'].flatMap(name => (record[name] ? [[name, record[name]]] : [])))
    find.push(await timed(() => ask('entities.get', { type: 'contact', id })))
    check.push(await timed(() => ask('duplicates.check', { type: 'contact', data })))
  }
  return { check, find }
}
