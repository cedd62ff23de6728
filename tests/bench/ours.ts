import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { opportunity } from '../../shared/modules/opportunities/opportunity.entity.ts'
import { contact } from '../../shared/modules/persons/contact.entity.ts'
import { openCore } from '../../main/host/core.ts'
import type { JobView, Row } from '../../shared/kernel/rpc/schemas.ts'
import { checkTimes, compared } from './duplicates.ts'
import { type File, FILES } from './imports.ts'
import { serveSide } from './side.ts'
import { memory, timed } from './statistics.ts'
import { askTurns } from './store-turns-asked.ts'

const PAGE = 50
/** A person's pace, so that measuring pages leaves the import its processor. */
const BETWEEN_PAGES_MS = 25

const FILTER = {
  all: [
    { field: 'address.city', op: 'eq', value: 'Lyon' },
    { field: 'sector', op: 'eq', value: 'it' },
  ],
}

/** The product's own core, used through its handlers as a window would. */
const createOurs = async (dataset: string, data: string, config: string) => {
  const core = await openCore({ data, config })
  const { signal } = new AbortController()

  const ask = async <T>(method: string, input: unknown): Promise<T> => {
    const result = await core.call(method, input, signal)
    if (!result.ok) throw new Error(`${method}: ${result.error.code} ${JSON.stringify(result.error.params)}`)
    return result.value as T
  }
  const list = (input: object): Promise<{ rows: Row[] }> => ask('entities.list', { type: 'contact', view: contact.list, limit: PAGE, ...input })

  const stage = async (folder: string, name: File): Promise<string> =>
    (await core.stage(`${name}.csv`, createReadStream(join(folder, `${name}.csv`)))).file
  /** The job when it is done; throws when it ends otherwise or leaves a line out. */
  const imported = async (file: string, name: File): Promise<JobView> => {
    const { job } = await ask<{ job: string }>('imports.start', { file, ...FILES[name] })
    for (;;) {
      const view = await ask<JobView>('jobs.get', { job })
      if (view.state === 'done' && !view.counts['failed'] && view.counts['created'] === view.total) return view
      if (view.state !== 'waiting' && view.state !== 'running') throw new Error(`import: ${JSON.stringify({ ...view, errors: view.errors.slice(0, 3) })}`)
      await sleep(20)
    }
  }

  const prefixes = readFileSync(join(dataset, 'prefixes.txt'), 'utf8').trim().split('\n')
  let opened = ''
  let created = 0
  let comparedSeconds = 0

  const reads = {
    'list.firstPage': () => list({}),
    'list.lastPage': () => list({ sort: [{ field: 'lastName', dir: 'desc' }, { field: 'firstName', dir: 'desc' }] }),
    'list.filteredPage': () => Promise.all([list({ filter: FILTER }), ask('entities.count', { type: 'contact', filter: FILTER })]),
    'record.open': async () => {
      const { record } = await ask<{ record: { organisation?: { id: string } } }>('entities.get', { type: 'contact', id: opened })
      const filter = { field: 'organisation', op: 'eq', value: record.organisation!.id }
      await ask('entities.list', { type: 'opportunity', view: opportunity.list, filter, limit: 20 })
    },
    'record.create': () => ask('entities.save', { type: 'contact', patch: { lastName: `Neuve ${++created}` } }),
  }
  const pages = ['list.firstPage', 'list.lastPage', 'list.filteredPage'] as const

  const onePage = async (turn: number): Promise<number> => {
    const [time] = await timed([undefined], reads[pages[turn % pages.length]!])
    await sleep(BETWEEN_PAGES_MS)
    return time!
  }

  return {
    memory,
    /** Imports one file; rows a second from the job's start to its end. */
    importFile: async (name: File) => {
      const file = await stage(dataset, name)
      const start = performance.now()
      const { total } = await imported(file, name)
      return (total! / (performance.now() - start)) * 1_000
    },
    /** To be called when everything is imported, before reading. */
    settle: async () => {
      const start = performance.now()
      await compared(ask)
      comparedSeconds = (performance.now() - start) / 1_000
      const filter = { field: 'organisation', op: 'notEmpty' }
      opened = (await list({ filter, limit: 1 })).rows[0]!.id
    },
    /** Seconds from the last import until every record had been compared with all others. */
    comparedSeconds: () => comparedSeconds,
    checkTimes: (times: number) => checkTimes(ask, times),
    filteredCount: async () => (await ask<{ count: number }>('entities.count', { type: 'contact', filter: FILTER })).count,
    /** Milliseconds of each of `times` repetitions; a search instead goes once through the prefixes. */
    time: (name: keyof typeof reads | 'search.prefix', times: number) =>
      name === 'search.prefix'
        ? timed(prefixes, text => ask('search.find', { text, limit: 20 }))
        : timed(Array(times).fill(undefined), reads[name]),
    /** Milliseconds of pages, and of the threads' turns, while nothing else happens and while another file of people is imported. */
    pagesDuringImport: async (other: string, times: number) => {
      const idle: number[] = []
      await askTurns()
      for (let i = 0; i < times; i++) idle.push(await onePage(i))
      const idleTurns = await askTurns()
      const file = await stage(other, 'contacts')
      let running = true
      const done = imported(file, 'contacts').finally(() => (running = false))
      const busy: number[] = []
      for (let i = 0; running; i++) busy.push(await onePage(i))
      await done
      return { idle: { times: idle, turns: idleTurns }, busy: { times: busy, turns: await askTurns() } }
    },
    close: () => core.close(),
  }
}

export type Ours = Awaited<ReturnType<typeof createOurs>>

if (import.meta.main) serveSide(await createOurs(process.argv[2]!, process.argv[3]!, process.argv[4]!))
