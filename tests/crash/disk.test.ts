import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, rmdirSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, type TestContext, vi } from 'vitest'
import { createJobEngine } from '../../main/kernel/jobs/engine.ts'
import { lockFolder } from '../../main/kernel/store/lock.ts'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'
import { createClock } from '../fixtures/clock.ts'
import { bytesOf } from '../fixtures/folder.ts'
import { openTestStore, type TestStore } from '../fixtures/store.ts'
import { disagreements } from '../fixtures/store-check.ts'

interface Disk {
  readonly folder: string
  readonly remount: (options: string) => void
  /** Leaves no room at all, until the answer is called. */
  readonly fill: () => () => void
}

/** A small disk of its own; a system that mounts none for tests skips them and says why. */
const smallDisk = ({ skip }: TestContext, megabytes: number): Disk => {
  const folder = mkdtempSync(join(tmpdir(), 'calepin-disk-'))
  const mount = (...options: string[]): void => void execFileSync('mount', [...options, folder], { stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs')
  } catch (error) {
    rmdirSync(folder)
    const why = `no small disk can be mounted here: ${String((error as { stderr?: unknown }).stderr ?? error).trim()}`
    process.stderr.write(`${why}\n`)
    skip(why)
  }
  onTestFinished(() => {
    execFileSync('umount', [folder])
    rmdirSync(folder)
  })
  const stuffing = join(folder, 'stuffing')
  return {
    folder,
    remount: options => mount('-o', `remount,${options}`),
    fill: () => {
      const file = openSync(stuffing, 'w')
      for (let size = 1 << 20; size > 0; size >>= 1) {
        try {
          for (;;) writeSync(file, Buffer.alloc(size))
        } catch {}
      }
      closeSync(file)
      return () => rmSync(stuffing)
    },
  }
}

const failureOf = async (call: Promise<unknown>): Promise<unknown> => call.then(() => 'written', error => (error instanceof ExpectedError ? error.failure.code : error))

const everything = ({ reader }: TestStore) => reader.list({ type: 'contact', limit: 5_000 }).rows

describe('a full disk', () => {
  it('is said, costs nothing that was written, and is written to again once it has room', async context => {
    const disk = smallDisk(context, 8)
    const test = await openTestStore(undefined, disk.folder)
    await test.add('contact', { lastName: 'Premier' })
    const kept = ['Premier']
    let code: unknown
    while (!code && kept.length < 3_000) {
      const name = `Nom ${kept.length}`
      const answer = await failureOf(test.add('contact', { lastName: name, notes: 'texte '.repeat(2_000) }))
      if (answer === 'written') kept.push(name)
      else code = answer
    }
    expect(code).toBe('DISK_FULL')
    expect(everything(test).map(row => String(row['lastName'])).toSorted()).toEqual(kept.toSorted())
    expect(await failureOf(test.add('contact', { lastName: 'Encore', notes: 'texte '.repeat(2_000) }))).toBe('DISK_FULL')
    expect(disagreements(test.store.db)).toEqual([])

    disk.remount('size=64m')
    await test.add('contact', { lastName: 'Ensuite', notes: 'texte '.repeat(2_000) })
    const again = await test.reopen()
    expect(everything(again).map(row => String(row['lastName'])).toSorted()).toEqual([...kept, 'Ensuite'].toSorted())
    expect(disagreements(again.store.db)).toEqual([])
  })

  it('without a byte left keeps what was open readable, and what was acknowledged safe', async context => {
    const disk = smallDisk(context, 8)
    const test = await openTestStore(undefined, disk.folder)
    for (let i = 0; i < 20; i++) await test.add('contact', { lastName: `Nom ${i}` })
    const makeRoom = disk.fill()
    expect(await failureOf(test.add('contact', { lastName: 'Trop', notes: 'texte '.repeat(20_000) }))).toBe('DISK_FULL')
    expect(everything(test)).toHaveLength(20)
    makeRoom()
    await test.add('contact', { lastName: 'Ensuite' })
    expect(everything(test)).toHaveLength(21)
    expect(disagreements(test.store.db)).toEqual([])
  })

  it('pauses the job that meets it, which goes on once there is room, without a restart', async context => {
    const disk = smallDisk(context, 8)
    const test = await openTestStore(undefined, disk.folder)
    const { store, operation } = test
    const clock = createClock(0)
    let makeRoom: (() => void) | undefined
    const bugs: unknown[] = []
    const jobs = createJobEngine({
      store,
      kinds: [
        {
          kind: 'writing',
          run: async job => {
            const op = { ...operation('import'), id: job.op }
            for (let step = (job.checkpoint as number | undefined) ?? 0; step < 5; step++) {
              if (step === 2) makeRoom ??= disk.fill()
              await job.commit(op, () => ({ batch: { drafts: [store.draft(op, 'contact', { lastName: `Nom ${step}`, notes: 'texte '.repeat(20_000) })] }, progress: { checkpoint: step + 1, done: 1 } }))
            }
          },
        },
      ],
      timers: clock.timers,
      onBug: error => String(bugs.push(error)),
      release: async () => {},
    })
    onTestFinished(jobs.close)
    const start = (): string => jobs.start({ kind: 'writing', title: 'writing', input: null }).job
    const [first, second] = [start(), start()]
    const until = (job: string, state: string): Promise<unknown> => vi.waitUntil(() => jobs.get(job).state === state, { timeout: 20_000 })
    await until(first, 'paused')
    await clock.advance(60_000)
    expect(jobs.get(first)).toMatchObject({ state: 'paused', done: 2, error: { code: 'DISK_FULL' } })
    expect(jobs.get(second)).toMatchObject({ state: 'waiting' })
    makeRoom!()
    await clock.advance(60_000)
    await until(second, 'done')
    jobs.resume(first)
    await until(first, 'done')
    expect(everything(test).map(({ title }) => title).toSorted()).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4].map(step => `Nom ${step}`))
    expect(bugs).toEqual([])
    expect(disagreements(store.db)).toEqual([])
  })

  it('is said when a store is opened on it, and leaves it as it was', async context => {
    const disk = smallDisk(context, 8)
    const first = await openTestStore(undefined, disk.folder)
    await first.add('contact', { lastName: 'Gardé' })
    await first.close()
    const makeRoom = disk.fill()
    expect(await failureOf(first.reopen())).toBe('DISK_FULL')
    makeRoom()
    const again = await first.reopen()
    expect(everything(again).map(({ title }) => title)).toEqual(['Gardé'])
    expect(disagreements(again.store.db)).toEqual([])
  })
})

describe('a read-only disk', () => {
  it('is said when a store is opened on it, stays as it is, and is written to again once it can be', async context => {
    const disk = smallDisk(context, 16)
    const test = await openTestStore(undefined, disk.folder)
    await test.add('contact', { lastName: 'Avant' })
    // What is open for writing keeps a disk from turning read-only, so it is opened from there.
    await test.close()
    const before = bytesOf(disk.folder)
    disk.remount('ro')
    expect(await failureOf(test.reopen())).toBe('READ_ONLY')
    expect(() => lockFolder(disk.folder)).toThrow('READ_ONLY')
    expect(bytesOf(disk.folder)).toEqual(before)
    disk.remount('rw')
    const again = await test.reopen()
    await again.add('contact', { lastName: 'Ensuite' })
    expect(everything(again).map(({ title }) => title)).toEqual(['Avant', 'Ensuite'])
    expect(disagreements(again.store.db)).toEqual([])
  })
})
