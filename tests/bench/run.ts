import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { BROWSER, compareInBrowser } from './browser.ts'
import { SIZES, type Size, writeDataset } from './dataset.ts'
import { CIPHER, compareCipher } from './cipher.ts'
import { compareFilters, FILTER_NAMES } from './filters.ts'
import type { Floor } from './floor.ts'
import { startHost } from './host.ts'
import { compareMail, MAIL } from './mail.ts'
import type { Ours } from './ours.ts'
import { type Side, startSide, stopSides } from './side.ts'
import { median, quantile } from './statistics.ts'
import { compareStore, type Outcome, storeNames } from './store.ts'
import type { WindowSide } from './window-side.ts'
import { compareWorkflows, WORKFLOW_NAMES } from './workflows.ts'

const IMPORT_ROUNDS = 3
const READ_ROUNDS = 5
const READS_A_ROUND = 21
const STARTS = 5
const PAGES_IDLE = 200
const CHECKS = 400
const OTHER_SEED = 43

const READS = ['list.firstPage', 'list.filteredPage', 'list.lastPage', 'record.open', 'record.create', 'search.prefix'] as const

const { values: options } = parseArgs({ options: { only: { type: 'string', multiple: true }, size: { type: 'string', default: '100k' } } })
if (!Object.hasOwn(SIZES, options.size)) throw new Error(`--size is one of ${Object.keys(SIZES).join(', ')}`)
const size = options.size as Size
const wanted = (...names: string[]): boolean => !options.only || names.some(name => options.only!.some(prefix => name.startsWith(prefix)))

const IMPORT = `import.csv.${size}`
const MEMORY = `import.csv.${size}.memory`
const DISK = `disk.${size}`
const DURING = 'list.duringImport'
const START = 'start.ready'
const FILL = 'duplicates.fill'
const CHECK = 'duplicates.check'

const TURNS = ['store.duringImport', 'store.turns.reading.p999', 'store.turns.writing.p999', 'store.turns.writing.longest']
const IMPORTED = [IMPORT, MEMORY, DISK, FILL, CHECK, DURING, ...TURNS, START, ...READS, ...BROWSER]

const names = [...IMPORTED, ...storeNames(size), ...FILTER_NAMES, ...WORKFLOW_NAMES, ...CIPHER, ...MAIL]
const strange = options.only?.find(prefix => !names.some(name => name.startsWith(prefix)))
if (strange !== undefined) throw new Error(`--only ${strange}: no such measurement; there are ${names.join(', ')}`)

const say = (text: string): void => void process.stderr.write(`${text}\n`)
const rounded = (value: number): number => Number(value.toPrecision(4))

const report = ({ name, ours, floor, n, unit }: Outcome): void => {
  if (wanted(name)) console.log(JSON.stringify({ name, ours: rounded(ours), floor: rounded(floor), ratio: rounded(ours / floor), n, unit }))
}

const folder = await mkdtemp(join(tmpdir(), 'calepin-bench-'))
const dataset = join(folder, 'dataset')
const config = join(folder, 'config')
const here = (name: string): string => join(import.meta.dirname, name)

interface Pair {
  readonly floor: Side<Floor>
  readonly ours: Side<Ours>
  readonly data: string
}

/** Both sides with everything imported, and what importing the people cost each. */
const imported = async (round: number) => {
  const data = join(folder, `data-${round}`)
  const pair: Pair = {
    floor: startSide<Floor>(here('floor.ts'), [dataset, join(folder, `floor-${round}.db`)]),
    ours: startSide<Ours>(here('ours.ts'), [dataset, data, config]),
    data,
  }
  const cost = async (side: Side<Pick<Ours, 'memory' | 'importFile' | 'settle'>>) => {
    const { nowMb: idleMb } = await side.call('memory')
    await side.call('importFile', 'organisations')
    const rowsPerSecond = await side.call('importFile', 'contacts')
    const { peakMb } = await side.call('memory')
    await side.call('importFile', 'opportunities')
    await side.call('settle')
    return { rowsPerSecond, aboveIdleMb: peakMb - idleMb }
  }
  const floor = await cost(pair.floor)
  say(`  floor ${Math.round(floor.rowsPerSecond)} rows/s`)
  const ours = await cost(pair.ours)
  say(`  ours ${Math.round(ours.rowsPerSecond)} rows/s`)
  return { pair, floor, ours }
}

const bytesIn = async (path: string): Promise<number> => {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const sizes = entries.filter(entry => entry.isFile()).map(async entry => (await stat(join(entry.parentPath, entry.name))).size)
  return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0)
}

const close = async ({ floor, ours, data }: Pair): Promise<{ floor: number; ours: number }> => {
  await ours.call('close')
  await ours.stop()
  const floorBytes = await floor.call('close')
  await floor.stop()
  return { floor: floorBytes, ours: await bytesIn(data) }
}

/** Milliseconds from starting the host to its answering the first page. */
const startedIn = async (data: string): Promise<number> => {
  const start = performance.now()
  const host = await startHost(data, config)
  await host.ask('entities.list', { type: 'contact', limit: 50 })
  const time = performance.now() - start
  await host.stop()
  return time
}

const compareReads = async ({ floor, ours }: Pair): Promise<void> => {
  const counts = await Promise.all([floor.call('filteredCount'), ours.call('filteredCount')])
  if (counts[0] !== counts[1] || counts[0] === 0) throw new Error(`the filter finds ${counts[0]} in the floor, ${counts[1]} in ours`)
  for (const name of READS.filter(read => wanted(read))) {
    say(name)
    const times = { floor: [] as number[], ours: [] as number[] }
    for (let round = 0; round <= READ_ROUNDS; round++) {
      const floorTimes = await floor.call('time', name, READS_A_ROUND)
      const ourTimes = await ours.call('time', name, READS_A_ROUND)
      // The first round only warms up.
      if (round === 0) continue
      times.floor.push(...floorTimes)
      times.ours.push(...ourTimes)
    }
    const share = name === 'search.prefix' ? 0.95 : 0.5
    report({ name, ours: quantile(times.ours, share), floor: quantile(times.floor, share), n: times.ours.length, unit: share === 0.5 ? 'ms' : 'ms p95' })
  }
}

/** Comparing all records beside bringing the people in; checking one that is typed beside finding one by its id. */
const compareDuplicates = async ({ ours }: Pair, importSeconds: number): Promise<void> => {
  say('duplicates')
  report({ name: FILL, ours: await ours.call('comparedSeconds'), floor: importSeconds, n: 1, unit: 's' })
  await ours.call('checkTimes', CHECKS)
  const { check, find } = await ours.call('checkTimes', CHECKS)
  report({ name: CHECK, ours: median(check), floor: median(find), n: CHECKS, unit: 'ms' })
}

const compareDuringImport = async (data: string): Promise<void> => {
  say(DURING)
  const other = join(folder, 'other')
  await writeDataset(other, size, OTHER_SEED)
  const ours = startSide<Ours>(here('ours.ts'), [dataset, data, config], ['--import', here('store-turns.ts')])
  const { idle, busy } = await ours.call('pagesDuringImport', other, PAGES_IDLE)
  await ours.call('close')
  await ours.stop()
  for (const name of [DURING, 'store.duringImport']) {
    report({ name, ours: quantile(busy.times, 0.95), floor: quantile(idle.times, 0.95), n: busy.times.length, unit: 'ms p95' })
  }
  for (const [thread, figure] of [['reading', 'p999'], ['writing', 'p999'], ['writing', 'longest']] as const) {
    report({ name: `store.turns.${thread}.${figure}`, ours: busy.turns[thread][figure], floor: idle.turns[thread][figure], n: 1, unit: 'ms' })
  }
}

const compareStarts = async (data: string): Promise<void> => {
  say(START)
  const times = { full: [] as number[], empty: [] as number[] }
  const empty = join(folder, 'empty')
  for (let round = 0; round <= STARTS; round++) {
    const emptyMs = await startedIn(empty)
    const fullMs = await startedIn(data)
    // The first start makes the empty database.
    if (round === 0) continue
    times.empty.push(emptyMs)
    times.full.push(fullMs)
  }
  report({ name: START, ours: median(times.full), floor: median(times.empty), n: STARTS, unit: 'ms' })
}

const compareWindow = async (data: string): Promise<void> => {
  say('browser')
  const side = startSide<WindowSide>(here('window-side.ts'), [data, config])
  const texts = (await readFile(join(dataset, 'prefixes.txt'), 'utf8')).trim().split('\n')
  for await (const outcome of compareInBrowser(side, BROWSER.filter(name => wanted(name)), texts)) report(outcome)
  await side.call('close')
  await side.stop()
}

const compareImported = async (): Promise<void> => {
  say(`dataset of ${size}`)
  await writeDataset(dataset, size)
  const rounds = wanted(IMPORT, MEMORY) ? IMPORT_ROUNDS : 1
  const costs: Awaited<ReturnType<typeof imported>>[] = []
  for (let round = 1; round <= rounds; round++) {
    say(`import, round ${round} of ${rounds}`)
    costs.push(await imported(round))
    if (round < rounds) await close(costs.at(-1)!.pair)
  }
  const middle = (of: (cost: (typeof costs)[number]) => number): number => median(costs.map(of))
  report({ name: IMPORT, ours: middle(cost => cost.ours.rowsPerSecond), floor: middle(cost => cost.floor.rowsPerSecond), n: rounds, unit: 'rows/s' })
  report({ name: MEMORY, ours: middle(cost => cost.ours.aboveIdleMb), floor: middle(cost => cost.floor.aboveIdleMb), n: rounds, unit: 'MB' })

  const { pair } = costs.at(-1)!
  if (wanted(...READS)) await compareReads(pair)
  if (wanted(FILL, CHECK)) await compareDuplicates(pair, SIZES[size].contacts / costs.at(-1)!.ours.rowsPerSecond)
  const bytes = await close(pair)
  report({ name: DISK, ours: bytes.ours / 1e6, floor: bytes.floor / 1e6, n: 1, unit: 'MB' })
  if (wanted(START)) await compareStarts(pair.data)
  if (wanted(...BROWSER)) await compareWindow(pair.data)
  if (wanted(DURING, ...TURNS)) await compareDuringImport(pair.data)
}

try {
  if (wanted(...IMPORTED)) await compareImported()
  if (wanted(...MAIL)) for (const outcome of await compareMail(folder)) report(outcome)
  if (wanted(...CIPHER)) for (const outcome of compareCipher(folder, SIZES[size].contacts)) report(outcome)
  await compareStore({ size, folder, wanted, report, say })
  if (wanted(...FILTER_NAMES)) {
    say(FILTER_NAMES[0])
    await compareFilters(folder, SIZES[size].contacts, report)
  }
  if (wanted(...WORKFLOW_NAMES)) {
    say(WORKFLOW_NAMES[0])
    await compareWorkflows(folder, SIZES[size].contacts, report)
  }
} finally {
  await stopSides()
  await rm(folder, { recursive: true, force: true })
}
