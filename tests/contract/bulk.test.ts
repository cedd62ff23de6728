import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { JobView } from '../../shared/kernel/rpc/schemas.ts'
import { ended, importFile, openTestCore, type TestCore, valueOf } from '../fixtures/core.ts'
import { temporaryFolder } from '../fixtures/folder.ts'

const people = (count: number): string => `nom;ville;e-mail\n${Array.from({ length: count }, (_, i) => `Nom ${i};${i % 3 ? 'Lyon' : 'Voiron'};p${i}@exemple.fr`).join('\n')}\n`
const inTown = (city: string) => ({ field: 'address.city', op: 'eq' as const, value: city })
const countIn = async ({ client }: TestCore, city: string): Promise<number> => (await valueOf(client.entities.count({ type: 'contact', filter: inTown(city) }))).count

describe('many records at once', () => {
  it('takes nothing away when nobody said which', async () => {
    const { client } = await openTestCore()
    await valueOf(client.entities.save({ type: 'contact', patch: { lastName: 'Moreau' } }))
    expect(await client.entities.changeMany({ type: 'contact' })).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
    expect(await client.entities.purge({})).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
    expect(await valueOf(client.entities.changeMany({ type: 'contact', all: true }))).toMatchObject({ count: 1 })
  })

  it('are changed as one operation, whether named or found by a filter, and come back as one', async () => {
    const test = await openTestCore()
    await importFile(test, 'gens.csv', people(900), { type: 'contact' })
    const { client } = test
    const changed = await valueOf(client.entities.changeMany({ type: 'contact', filter: inTown('Lyon'), patch: { jobTitle: 'Gérante', status: 'client' } }))
    expect(changed).toMatchObject({ count: 600, refused: 0 })
    const { count } = await valueOf(client.entities.count({ type: 'contact', filter: { all: [{ field: 'jobTitle', op: 'eq', value: 'Gérante' }, { field: 'status', op: 'eq', value: 'client' }] } }))
    expect(count).toBe(600)
    const { operations } = await valueOf(client.journal.operations({ limit: 1 }))
    expect(operations).toMatchObject([{ op: changed.op, name: 'edit', count: 600 }])
    expect(await valueOf(client.journal.undo({ op: changed.op }))).toMatchObject({ undone: 600, kept: 0 })
    const { rows } = await valueOf(client.entities.list({ type: 'contact', limit: 3 }))
    const named = await valueOf(client.entities.changeMany({ type: 'contact', ids: rows.map(row => row.id), patch: { jobTitle: 'Chef' } }))
    expect(named.count).toBe(3)
  })

  it('are sorted through an index from the second time on', async () => {
    const test = await openTestCore()
    await importFile(test, 'gens.csv', people(3_200), { type: 'contact' })
    const byStatus = () => valueOf(test.client.entities.list({ type: 'contact', sort: [{ field: 'status', dir: 'desc' }], limit: 5 }))
    const { rows } = await byStatus()
    // It waits for jobs, and those imported are being compared.
    await expect.poll(() => valueOf(test.client.entities.indexSort({ type: 'contact', field: 'status' })), { timeout: 20_000 }).toEqual({ done: true })
    expect((await byStatus()).rows).toEqual(rows)
  })

  it('go to the trash even when the filter no longer holds what went before', async () => {
    const test = await openTestCore()
    await importFile(test, 'gens.csv', people(900), { type: 'contact' })
    const { op, count } = await valueOf(test.client.entities.changeMany({ type: 'contact', filter: inTown('Voiron') }))
    expect(count).toBe(300)
    expect(await countIn(test, 'Voiron')).toBe(0)
    await valueOf(test.client.journal.undo({ op }))
    expect(await countIn(test, 'Voiron')).toBe(300)
  })

  it('are left as they were, and counted, where the change would break their definition', async () => {
    const test = await openTestCore()
    await valueOf(test.client.entities.save({ type: 'contact', patch: { firstName: 'Zoé' } }))
    await valueOf(test.client.entities.save({ type: 'contact', patch: { firstName: 'Zoé', lastName: 'Ménard' } }))
    expect(await valueOf(test.client.entities.changeMany({ type: 'contact', patch: { firstName: null } }))).toMatchObject({ count: 1, refused: 1 })
    expect(await test.client.entities.changeMany({ type: 'contact', patch: { status: 'nowhere' } })).toMatchObject({ ok: false, error: { code: 'INVALID_RECORD' } })
    expect(await test.client.entities.changeMany({ type: 'contact', patch: { shoeSize: 43 } })).toMatchObject({ ok: false, error: { code: 'UNKNOWN_FIELD' } })
  })
})

describe('a large change', () => {
  const named = (title: string) => ({ field: 'jobTitle', op: 'eq' as const, value: title })
  const countOf = async ({ client }: TestCore, filter: object): Promise<number> => (await valueOf(client.entities.count({ type: 'contact', filter: filter as never }))).count

  it('goes on by itself as a job, leaves out what is excepted and what is made meanwhile, and empties fields too', async () => {
    const test = await openTestCore()
    const { client } = test
    await importFile(test, 'gens.csv', people(1_200), { type: 'contact' })
    const { rows } = await valueOf(client.entities.list({ type: 'contact', limit: 2 }))
    const but = { not: { field: 'id', op: 'in' as const, value: rows.map(row => row.id) } }
    const { op, job, count } = await valueOf(client.entities.changeMany({ type: 'contact', filter: but, patch: { jobTitle: 'Gérante' }, background: true }))
    expect(count).toBe(0)
    await valueOf(client.entities.save({ type: 'contact', patch: { lastName: 'Après' } }))
    expect(await ended(test, job!)).toMatchObject({ state: 'done', done: 1_198, counts: { changed: 1_198, refused: 0 } })
    expect(await countOf(test, named('Gérante'))).toBe(1_198)
    expect(await valueOf(client.entities.changeMany({ type: 'contact', patch: { jobTitle: null } }))).toMatchObject({ count: 1_198 })
    expect(await countOf(test, { field: 'jobTitle', op: 'notEmpty' })).toBe(0)
    expect(await valueOf(client.journal.undo({ op }))).toMatchObject({ undone: 0, kept: 1_198 })
  })

  it('killed in the middle is finished at the next start, every record once, and undone as one operation', async () => {
    const folder = temporaryFolder()
    const before = await openTestCore(folder)
    await importFile(before, 'gens.csv', people(6_000), { type: 'contact' })
    await before.core.close()
    const token = 'bulk-0123456789abcdef'
    const child = spawn(process.execPath, ['main/host/node.ts', '--no-window', '--data', join(folder, 'data'), '--config', join(folder, 'config'), '--port', '0', '--token', token], { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    const line = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
    const { url } = JSON.parse(line.value as string) as { url: string }
    const call = async <T>(method: string, input: object): Promise<T> => {
      const response = await fetch(`${url}api/${method}`, { method: 'POST', body: JSON.stringify(input), headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } })
      return ((await response.json()) as { value: T }).value
    }
    const { op, job } = await call<{ op: string; job: string }>('entities.changeMany', { type: 'contact', patch: { jobTitle: 'Gérante' }, background: true })
    const begun = await vi.waitUntil(async () => {
      const view = await call<JobView>('jobs.get', { job })
      return view.done > 0 && view
    }, { timeout: 20_000, interval: 2 })
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    expect(begun.done).toBeLessThan(6_000)
    const after = await openTestCore(folder)
    expect(await ended(after, job)).toMatchObject({ state: 'done', done: 6_000, counts: { changed: 6_000 } })
    expect(await countOf(after, named('Gérante'))).toBe(6_000)
    expect((await valueOf(after.client.journal.operations({ limit: 1 }))).operations).toMatchObject([{ op, name: 'edit', count: 6_000 }])
    expect(await valueOf(after.client.journal.undo({ op }))).toMatchObject({ undone: 6_000, kept: 0 })
    expect(await countOf(after, named('Gérante'))).toBe(0)
  }, 120_000)
})

describe('totals', () => {
  it('add up the whole selection, each currency by itself', async () => {
    const { client } = await openTestCore()
    const { record: organisation } = await valueOf(client.entities.save({ type: 'organisation', patch: { name: 'Scierie du Val' } }))
    for (const [amount, currency] of [[1_000, 'EUR'], [2_550, 'EUR'], [700, 'CHF']] as const) await valueOf(client.entities.save({ type: 'opportunity', patch: { name: `Affaire ${amount}`, organisation: organisation.id, amount: { amount, currency } } }))
    await valueOf(client.entities.save({ type: 'opportunity', patch: { name: 'Sans montant' } }))
    const sum = async (filter?: object) => (await valueOf(client.entities.totals({ type: 'opportunity', fields: ['amount'], ...(filter && { filter: filter as never }) }))).totals['amount']
    expect(await sum()).toEqual([{ sum: 3_550, count: 2, currency: 'EUR' }, { sum: 700, count: 1, currency: 'CHF' }])
    expect(await sum({ field: 'name', op: 'contains', value: '700' })).toEqual([{ sum: 700, count: 1, currency: 'CHF' }])
    expect(await sum({ field: 'organisation', op: 'contains', value: 'scierie' })).toHaveLength(2)
    expect(await sum({ field: 'organisation', op: 'startsWith', value: 'val' })).toEqual([])
    expect(await client.entities.totals({ type: 'opportunity', fields: ['nothing'] })).toMatchObject({ ok: false, error: { code: 'UNKNOWN_FIELD' } })
  })
})
