import { existsSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createIds, databaseFile, LOCAL_ACTOR } from '../../main/host/threads.ts'
import { createFind } from '../../main/kernel/search/find.ts'
import { type Db, openDb } from '../../main/kernel/store/driver.ts'
import { openKeyring } from '../../main/kernel/store/keyring.ts'
import { openReader, type PageRequest, type Reader } from '../../main/kernel/store/reader.ts'
import { openStore } from '../../main/kernel/store/store.ts'
import type { Filter } from '../../shared/kernel/filter/filter.ts'
import { contact } from '../../shared/modules/persons/contact.entity.ts'
import { registry } from '../../shared/registry.ts'
import { serveSide } from './side.ts'
import { memory, timed } from './statistics.ts'
import { contactAt, opportunityAt, organisationAt, prefixes } from './store-records.ts'
import { MATURITY, PAGE, PLACES, type Place, type ReadName, SINCE, SORTS, type SortName, type StoreSide } from './store-reads.ts'

const BATCH = 500
const FILTER: Filter = { all: [{ field: 'birthday', op: 'gte', value: SINCE }, { field: 'maturity', op: 'eq', value: MATURITY }] }
const DEALS = { type: 'opportunity' }
const MONTHS_AND_PHASES = [{ field: 'expectedClosing', unit: 'month' }, { field: 'phase' }] as const

/** The product's store, without its threads: what the writing one does for a batch, and the reading one for a page. */
const createOurs = async (data: string, config: string): Promise<StoreSide> => {
  await mkdir(data, { recursive: true })
  const key = (await openKeyring({ data, config })).key('database')
  const file = databaseFile(data)
  const isNew = !existsSync(file)
  const newId = createIds()
  const db = openDb(file, { key })
  const store = await openStore({ db, registry, newId, now: Date.now })
  const organisations = isNew ? [] : (db.rows('select id from organisation order by n').all() as [string][]).map(([id]) => id)
  const operation = { id: newId(), name: 'import', params: {}, actor: LOCAL_ACTOR }
  const make = {
    organisations: { type: 'organisation', at: organisationAt },
    contacts: { type: 'contact', at: (i: number) => contactAt(i, organisations[i % organisations.length]!) },
    opportunities: { type: 'opportunity', at: (i: number) => opportunityAt(i, organisations[i % organisations.length]!) },
  } as const

  let readingDb: Db
  let reader: Reader
  let find: ReturnType<typeof createFind>
  let someId: (turn: number) => string
  const texts = prefixes(100)
  const pages = new Map<string, PageRequest>()

  const read = (name: ReadName): ((turn: number) => unknown) => {
    switch (name) {
      case 'unindexed':
        return () => reader.count({ type: 'contact', filter: FILTER })
      case 'findOne':
        return turn => reader.get(someId(turn), 'contact')
      case 'search':
        return turn => find(texts[turn % texts.length]!, 20)
      case 'aggregate':
        return () => reader.groups(DEALS, MONTHS_AND_PHASES, 'amount')
      default:
        return () => reader.list(pages.get(name)!)
    }
  }
  const pageAt = (sort: SortName, place: Place, count: number): PageRequest => {
    const request: PageRequest = { type: 'contact', view: contact.list, sort: [{ field: sort, dir: 'asc' }], limit: PAGE }
    const before = { first: 0, middle: Math.floor(count / 2), last: count - PAGE }[place]
    const after = before > 0 ? reader.list({ ...request, limit: 1, offset: before - 1 }).next : undefined
    return { ...request, ...(after === undefined ? {} : { after }) }
  }

  return {
    memory,
    fill: async (what, count) => {
      let spent = 0
      const { type, at } = make[what]
      for (let from = 0; from < count; from += BATCH) {
        const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => at(from + i))
        const start = performance.now()
        const drafts = batch.map(each => store.draft(operation, type, each))
        await store.commit(operation, () => ({ drafts }), { resumable: true })
        spent += performance.now() - start
        if (what === 'organisations') organisations.push(...drafts.map(({ document }) => document.id))
      }
      return spent
    },
    settle: async () => {
      for (const sort of SORTS) await store.indexSort('contact', sort)
      db.exec('analyze')
      readingDb = openDb(file, { key, readonly: true })
      reader = openReader(readingDb, registry)
      find = createFind(readingDb, registry)
      const count = reader.count({ type: 'contact' })
      const ids = (readingDb.rows(`select id from contact where n % ${Math.ceil(count / 500)} = 0`).all() as [string][]).map(([id]) => id)
      someId = turn => ids[turn % ids.length]!
      for (const sort of SORTS) for (const place of PLACES) pages.set(`list.${sort}.${place}`, pageAt(sort, place, count))
    },
    filtered: () => reader.count({ type: 'contact', filter: FILTER }),
    grandTotal: () => reader.groups(DEALS, MONTHS_AND_PHASES, 'amount').reduce((sum, group) => sum + group.sum, 0),
    time: (name, times) => timed(Array.from({ length: times }, (_, i) => i), read(name)),
    close: async () => {
      readingDb?.close()
      await store.close()
      db.pragma('wal_checkpoint(truncate)')
      db.close()
      return statSync(file).size
    },
  }
}

if (import.meta.main) serveSide(await createOurs(process.argv[2]!, process.argv[3]!))
