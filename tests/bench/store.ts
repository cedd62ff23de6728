import { createHash } from 'node:crypto'
import { access, cp, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { derive } from '../../main/kernel/store/derived.ts'
import { registry } from '../../shared/registry.ts'
import type { Size } from './dataset.ts'
import { startHost } from './host.ts'
import { type Side, startSide } from './side.ts'
import { median, quantile } from './statistics.ts'
import type { CoreSide } from './store-core.ts'
import { PLACES, type ReadName, SORTS, type StoreSide } from './store-reads.ts'

const ROUNDS = 5
const IDLE_MS = 30_000
const PAGES_IDLE = 200
const REBUILD = ['store.rebuild.pages', 'store.rebuild.saves', 'store.rebuild.longestSave']

/** Contacts of each store, and what its size is called. */
const SCALES = {
  '10k': { insert: [10_000, '10k'], small: [20_000, '20k'], large: [100_000, '100k'] },
  '100k': { insert: [100_000, '100k'], small: [200_000, '200k'], large: [1_000_000, '1m'] },
} as const
const OPPORTUNITIES = { '10k': 5_000, '100k': 50_000 } as const

/** Repetitions in a round. */
const TIMES = { page: 41, findOne: 401, search: 100, aggregate: 15, unindexed: 3 } as const

export interface Outcome {
  readonly name: string
  readonly ours: number
  /** What the same work costs without the product, or without the burden. */
  readonly floor: number
  /** Measurements on each side. */
  readonly n: number
  readonly unit: string
}

interface Bench {
  readonly size: Size
  /** A folder that is removed at the end. */
  readonly folder: string
  wanted(...names: string[]): boolean
  report(outcome: Outcome): void
  say(text: string): void
}

interface Sides {
  readonly floor: Side<StoreSide>
  readonly ours: Side<StoreSide>
}

const here = (name: string): string => join(import.meta.dirname, name)
const insertName = (size: Size): string => `store.insert.${SCALES[size].insert[1]}`
const listNames = (called: string): { name: string; read: ReadName }[] =>
  SORTS.flatMap(sort => PLACES.map(place => ({ name: `store.list.${called}.${sort}.${place}`, read: `list.${sort}.${place}` as const })))

/** What is measured of the store alone. */
export const storeNames = (size: Size): string[] => [
  insertName(size),
  `${insertName(size)}.memory`,
  'store.disk',
  ...listNames(SCALES[size].small[1]).map(({ name }) => name),
  'store.findOne',
  'store.search',
  'store.aggregate',
  ...listNames(SCALES[size].large[1]).map(({ name }) => name),
  'store.unindexed',
  'store.idleMemory',
  ...REBUILD,
]

const startSides = (folder: string): Sides => ({
  floor: startSide<StoreSide>(here('store-floor.ts'), [join(folder, 'floor.db')]),
  ours: startSide<StoreSide>(here('store-ours.ts'), [join(folder, 'data'), join(folder, 'config')]),
})

const closeSides = async ({ floor, ours }: Sides): Promise<{ floor: number; ours: number }> => {
  const bytes = { floor: await floor.call('close'), ours: await ours.call('close') }
  await floor.stop()
  await ours.stop()
  return bytes
}

/** Writing contacts: rows a second, memory above that of before, and what lies on the disk. */
const compareInsert = async ({ size, folder, report, say }: Bench): Promise<void> => {
  const [contacts] = SCALES[size].insert
  const seen = { floor: [] as Written[], ours: [] as Written[] }
  for (let round = 1; round <= ROUNDS; round++) {
    const place = join(folder, `insert-${round}`)
    await mkdir(place)
    const sides = startSides(place)
    const write = async (side: Side<StoreSide>): Promise<Omit<Written, 'bytes'>> => {
      await side.call('fill', 'organisations', contacts / 5)
      const { nowMb } = await side.call('memory')
      const spent = await side.call('fill', 'contacts', contacts)
      const { peakMb } = await side.call('memory')
      return { rowsPerSecond: (contacts / spent) * 1_000, aboveMb: peakMb - nowMb }
    }
    const floor = await write(sides.floor)
    const ours = await write(sides.ours)
    const bytes = await closeSides(sides)
    seen.floor.push({ ...floor, bytes: bytes.floor })
    seen.ours.push({ ...ours, bytes: bytes.ours })
    say(`  insert, round ${round}: floor ${Math.round(floor.rowsPerSecond)}, ours ${Math.round(ours.rowsPerSecond)} rows/s`)
    await rm(place, { recursive: true })
  }
  const both = (of: (written: Written) => number): { ours: number; floor: number; n: number } => ({ ours: median(seen.ours.map(of)), floor: median(seen.floor.map(of)), n: ROUNDS })
  report({ name: insertName(size), ...both(written => written.rowsPerSecond), unit: 'rows/s' })
  report({ name: `${insertName(size)}.memory`, ...both(written => written.aboveMb), unit: 'MB' })
  report({ name: 'store.disk', ...both(written => written.bytes / 1e6), unit: 'MB' })
}

interface Written {
  readonly rowsPerSecond: number
  readonly aboveMb: number
  readonly bytes: number
}

const FILLED = ['organisation', 'contact', 'opportunity']

/** A folder with both stores filled, kept between runs until what fills them changes. */
const filled = async ({ say }: Bench, contacts: number, opportunities: number): Promise<string> => {
  const { tables, searches } = derive(registry)
  const sources = ['store-records.ts', 'store-floor.ts'].map(name => readFile(here(name), 'utf8'))
  const shapes = FILLED.flatMap(type => [tables.get(type)?.shape, searches.get(type)?.shape])
  const version = createHash('sha256').update(JSON.stringify([await Promise.all(sources), shapes, opportunities])).digest('hex').slice(0, 12)
  const folder = join(tmpdir(), `calepin-bench-store-${contacts}-${version}`)
  const isThere = await access(folder).then(() => true, () => false)
  if (isThere) return folder
  say(`  a store of ${contacts} contacts`)
  const unfinished = `${folder}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished)
  const sides = startSides(unfinished)
  const fill = async (side: Side<StoreSide>): Promise<void> => {
    await side.call('fill', 'organisations', contacts / 10)
    await side.call('fill', 'contacts', contacts)
    await side.call('fill', 'opportunities', opportunities)
  }
  await Promise.all([fill(sides.floor), fill(sides.ours)])
  await closeSides(sides)
  await rename(unfinished, folder)
  return folder
}

const compareReads = async ({ wanted, report, say }: Bench, sides: Sides, reads: readonly { name: string; read: ReadName; times: number }[]): Promise<void> => {
  for (const { name, read, times } of reads) {
    if (!wanted(name)) continue
    say(`  ${name}`)
    const seen = { floor: [] as number[], ours: [] as number[] }
    for (let round = 0; round <= ROUNDS; round++) {
      const floor = await sides.floor.call('time', read, times)
      const ours = await sides.ours.call('time', read, times)
      // The first round only warms up.
      if (round === 0) continue
      seen.floor.push(...floor)
      seen.ours.push(...ours)
    }
    report({ name, ours: quantile(seen.ours, 0.5), floor: quantile(seen.floor, 0.5), n: seen.ours.length, unit: 'ms' })
  }
}

const same = async (what: 'filtered' | 'grandTotal', { floor, ours }: Sides): Promise<void> => {
  const answers = [await floor.call(what), await ours.call(what)]
  if (answers[0] !== answers[1] || answers[0] === 0) throw new Error(`${what}: ${answers[0]} in the floor, ${answers[1]} in ours`)
}

const compareFilled = async (bench: Bench, contacts: number, reads: readonly { name: string; read: ReadName; times: number }[]): Promise<void> => {
  const sides = startSides(await filled(bench, contacts, OPPORTUNITIES[bench.size]))
  await sides.floor.call('settle')
  await sides.ours.call('settle')
  await same('filtered', sides)
  await same('grandTotal', sides)
  await compareReads(bench, sides, reads)
  await closeSides(sides)
}

/** Memory of the whole program, open and idle after the first page, with everything and with nothing. What was never compared or checked is before. */
const compareIdleMemory = async ({ folder, report, say }: Bench, full: string): Promise<void> => {
  say('  store.idleMemory')
  const core = startSide<CoreSide>(here('store-core.ts'), [join(full, 'data'), join(full, 'config')])
  await core.call('idle', IDLE_MS)
  await core.call('close')
  await core.stop()
  const idle = async (data: string, config: string): Promise<number> => {
    const host = await startHost(data, config)
    await host.ask('entities.list', { type: 'contact', limit: 200 })
    await host.ask('entities.count', { type: 'contact' })
    await pause(IDLE_MS)
    const memoryMb = await host.memoryMb()
    await host.stop()
    return memoryMb
  }
  const floor = await idle(join(folder, 'nothing'), join(folder, 'nothing-config'))
  const ours = await idle(join(full, 'data'), join(full, 'config'))
  report({ name: 'store.idleMemory', ours, floor, n: 1, unit: 'MB' })
}

/** Pages and saves while the contacts' tables are rebuilt with everything in them, against the same while nothing is. */
const compareRebuild = async ({ folder, report, say }: Bench, full: string): Promise<void> => {
  say('  store.rebuild')
  const place = join(folder, 'rebuilt')
  await cp(full, place, { recursive: true, filter: path => !path.includes('floor.db') })
  const core = startSide<CoreSide>(here('store-core.ts'), [join(place, 'data'), join(place, 'config')])
  await core.call('idle', IDLE_MS)
  const { idle, busy, seconds } = await core.call('duringRebuild', PAGES_IDLE)
  await core.call('close')
  await core.stop()
  await rm(place, { recursive: true })
  for (const what of ['pages', 'saves'] as const) report({ name: `store.rebuild.${what}`, ours: quantile(busy[what], 0.95), floor: quantile(idle[what], 0.95), n: busy[what].length, unit: 'ms p95' })
  report({ name: 'store.rebuild.longestSave', ours: Math.max(...busy.saves), floor: Math.max(...idle.saves), n: busy.saves.length, unit: 'ms' })
  say(`  rebuilt in ${Math.round(seconds)} s`)
}

/** The store against raw SQL that does the same. */
export const compareStore = async (bench: Bench): Promise<void> => {
  const { size, wanted } = bench
  if (!wanted(...storeNames(size))) return
  bench.say('store')
  const { small: [small, smallName], large: [large, largeName] } = SCALES[size]
  if (wanted(insertName(size), 'store.disk')) await compareInsert(bench)
  const lists = (called: string) => listNames(called).map(list => ({ ...list, times: TIMES.page }))
  const reads = [
    ...lists(smallName),
    { name: 'store.findOne', read: 'findOne', times: TIMES.findOne },
    { name: 'store.search', read: 'search', times: TIMES.search },
    { name: 'store.aggregate', read: 'aggregate', times: TIMES.aggregate },
  ] as const
  if (wanted(...reads.map(({ name }) => name))) await compareFilled(bench, small, reads)
  const farReads = [...lists(largeName), { name: 'store.unindexed', read: 'unindexed', times: TIMES.unindexed }] as const
  if (wanted(...farReads.map(({ name }) => name))) await compareFilled(bench, large, farReads)
  if (wanted('store.idleMemory')) await compareIdleMemory(bench, await filled(bench, large, OPPORTUNITIES[size]))
  if (wanted(...REBUILD)) await compareRebuild(bench, await filled(bench, large, OPPORTUNITIES[size]))
}
