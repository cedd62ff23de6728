import { existsSync, statSync } from 'node:fs'
import { createIds } from '../../main/host/threads.ts'
import { type Db, openDb } from '../../main/kernel/store/driver.ts'
import { fold } from '../../shared/kernel/text/fold.ts'
import { serveSide } from './side.ts'
import { memory, timed } from './statistics.ts'
import { contactAt, opportunityAt, organisationAt, prefixes, type SampleContact } from './store-records.ts'
import { MATURITY, PAGE, PLACES, type Place, type ReadName, SINCE, SORTS, type SortName, type StoreSide } from './store-reads.ts'

const BATCH = 500
const KEY = Buffer.alloc(32, 0xab)

const PLAIN = 'civility first_name last_name nickname organisation job_title department emails phones websites street postcode city country status maturity sector categories birthday since reference additional_names notes'.split(' ')
const KEYS = ['last_key', 'first_key', 'city_key', 'reference_key']

const SCHEMA = `
  create table document(n integer primary key, id text not null unique, seq integer not null unique, rev text, lwt real, deleted integer, meta text, json text not null);
  create table contact(n integer primary key, id text, st integer, title text, created integer, updated integer, ${[...PLAIN, ...KEYS].map(name => `${name} text`).join(', ')});
  create index contact_order on contact(st, last_key, first_key);
  create index contact_city on contact(st, city_key, sector, last_key, first_key);
  create index contact_organisation on contact(st, organisation, last_key, first_key);
  create index contact_title on contact(id, title);
  create index contact_reference on contact(reference_key);
  create table contact_email(k text, n integer, primary key(k, n)) without rowid;
  create table organisation(n integer primary key, id text unique, title text, name_key text);
  create table opportunity(n integer primary key, id text unique, st integer, title text, organisation text, phase text, amount integer, currency text, opened text, closing text, reference text);
  create virtual table search_contact using fts5(name, other, content='', contentless_delete=1, detail=column, prefix='2 3', tokenize='unicode61 remove_diacritics 0');
  create virtual table search_organisation using fts5(name, content='', contentless_delete=1, detail=column, prefix='2 3', tokenize='unicode61 remove_diacritics 0');
  create virtual table search_opportunity using fts5(name, content='', contentless_delete=1, detail=column, prefix='2 3', tokenize='unicode61 remove_diacritics 0');
  create table history(n integer primary key, id text unique, seq integer unique, json text);
  create table history_entry(born integer, n integer, primary key(born, n)) without rowid;
`

const COLUMNS = `select c.n, c.id, c.title, c.last_name, c.first_name, c.organisation, o.title organisation_title, c.job_title, c.status, c.emails, c.phones, c.city, c.sector
  from contact c left join organisation o on o.id = c.organisation where c.st = 0`
const ORDERS: Record<SortName, readonly string[]> = { 'lastName': ['c.last_key', 'c.first_key', 'c.n'], 'address.city': ['c.city_key', 'c.last_key', 'c.first_key', 'c.n'], 'status': ['c.status', 'c.last_key', 'c.first_key', 'c.n'] }

/** A row as a program uses it: its lists are no text. */
const opened = (row: Record<string, string>): object => ({ ...row, emails: JSON.parse(row.emails!), phones: JSON.parse(row.phones!) })

/** What is read, on a connection that only reads, as the product has it. */
const openReads = (db: Db): Map<ReadName, (turn: number) => unknown> => {
  const count = (db.rows('select count(*) from contact').get() as [number])[0]
  const ids = (db.rows(`select id from contact where n % ${Math.ceil(count / 500)} = 0`).all() as [string][]).map(([id]) => id)
  const page = (name: SortName, place: Place): (() => unknown) => {
    const by = ORDERS[name]
    const order = by.join(', ')
    const first = db.sql(`${COLUMNS} order by ${order} limit ${PAGE + 1}`)
    if (place === 'first') return () => first.all().map(opened)
    const before = place === 'middle' ? Math.floor(count / 2) : count - PAGE
    const from = db.rows(`select ${order} from contact c where c.st = 0 order by ${order} limit 1 offset ${before - 1}`).get()
    const next = db.sql(`${COLUMNS} and (${order}) > (${by.map(() => '?').join(', ')}) order by ${order} limit ${PAGE + 1}`)
    return () => next.all(...(from as string[])).map(opened)
  }
  const filtered = db.rows('select count(*) from contact where st = 0 and birthday >= ? and maturity = ?')
  const one = db.rows('select d.json, o.title from document d join contact c on c.n = d.n left join organisation o on o.id = c.organisation where d.id = ?')
  const found = ['contact', 'organisation', 'opportunity'].map(type => db.rows(`select c.id, c.title from search_${type} s join ${type} c on c.n = s.rowid where search_${type} match ? order by s.rank limit 20`))
  const groups = db.rows('select substr(closing, 1, 7) month, phase, currency, sum(amount), count(*) from opportunity where st = 0 group by month, phase, currency')
  const texts = prefixes(100).map(text => `"${fold(text)}"*`)
  return new Map<ReadName, (turn: number) => unknown>([
    ...SORTS.flatMap(sort => PLACES.map(place => [`list.${sort}.${place}`, page(sort, place)] as const)),
    ['unindexed', () => filtered.get(SINCE, MATURITY)],
    ['findOne', turn => JSON.parse((one.get(ids[turn % ids.length]) as [string])[0])],
    ['search', turn => found.map(each => each.all(texts[turn % texts.length]))],
    ['aggregate', () => groups.all()],
  ])
}

/** The same writes and reads as raw SQL: same driver, cipher, journal and indexes, without validation, RxDB or definitions. */
const createFloor = (file: string): StoreSide => {
  const isNew = !existsSync(file)
  const db = openDb(file, { key: KEY })
  if (isNew) db.exec(SCHEMA)
  db.durable(false)
  const newId = createIds()
  const organisations = (db.rows('select id from organisation order by n').all() as [string][]).map(([id]) => id)
  let n = (db.rows('select ifnull(max(n), 0) from document').get() as [number])[0]
  let unit = (db.rows('select ifnull(max(n), 0) from history').get() as [number])[0]
  const insert = (table: string, columns: number) => db.sql(`insert into ${table} values(${Array(columns).fill('?').join(', ')})`)
  const insertDocument = insert('document', 8)
  const insertContact = insert('contact', 6 + PLAIN.length + KEYS.length)
  const insertEmail = insert('contact_email', 2)
  const insertOrganisation = insert('organisation', 4)
  const insertOpportunity = insert('opportunity', 11)
  const insertHistory = insert('history', 4)
  const insertEntry = insert('history_entry', 2)
  const insertText = {
    contact: db.sql('insert into search_contact(rowid, name, other) values(?, ?, ?)'),
    organisation: db.sql('insert into search_organisation(rowid, name) values(?, ?)'),
    opportunity: db.sql('insert into search_opportunity(rowid, name) values(?, ?)'),
  }

  const put = (type: string, data: object): string => {
    const id = newId()
    insertDocument.run(++n, id, n, '1-raw', Date.now(), 0, null, JSON.stringify({ type, data, createdAt: new Date().toISOString(), createdBy: 'local', op: id }))
    return id
  }
  const putContact = (data: SampleContact): string => {
    const id = put('contact', data)
    const now = Date.now()
    const { firstName, lastName, address } = data
    insertContact.run(
      n, id, 0, `${firstName} ${lastName}`, now, now,
      data.civility, firstName, lastName, data.nickname, data.organisation, data.jobTitle, data.department, JSON.stringify(data.emails), JSON.stringify(data.phones), JSON.stringify(data.websites),
      address.street, address.postcode, address.city, address.country, data.status, data.maturity, data.sector, JSON.stringify(data.categories), data.birthday, data.since, data.reference, data.additionalNames, data.notes,
      fold(lastName), fold(firstName), fold(address.city), fold(data.reference),
    )
    for (const { value } of data.emails) insertEmail.run(fold(value), n)
    insertText.contact.run(n, fold(`${firstName} ${data.additionalNames} ${lastName} ${data.nickname}`), fold(`${data.jobTitle} ${data.emails[0]!.value} ${data.phones[0]!.value.replaceAll(' ', '')} ${data.reference}`))
    return id
  }
  const putOrganisation = (data: { name: string }): string => {
    const id = put('organisation', data)
    insertOrganisation.run(n, id, data.name, fold(data.name))
    insertText.organisation.run(n, fold(data.name))
    return id
  }
  const putOpportunity = (data: ReturnType<typeof opportunityAt>): string => {
    const id = put('opportunity', data)
    insertOpportunity.run(n, id, 0, data.name, data.organisation, data.phase, data.amount.amount, data.amount.currency, data.openedOn, data.expectedClosing, data.reference)
    insertText.opportunity.run(n, fold(data.name))
    return id
  }
  const organisationOf = (i: number): string => organisations[i % organisations.length]!
  const make = {
    organisations: (i: number) => putOrganisation.bind(undefined, organisationAt(i)),
    contacts: (i: number) => putContact.bind(undefined, contactAt(i, organisationOf(i))),
    opportunities: (i: number) => putOpportunity.bind(undefined, opportunityAt(i, organisationOf(i))),
  }
  const note = (ids: readonly string[]): void => {
    insertHistory.run(++unit, newId(), unit, JSON.stringify({ created: ids }))
    for (const born of new Set(ids.map(id => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)))) insertEntry.run(born, unit)
  }

  let reading: Db | undefined
  let reads: ReturnType<typeof openReads>

  return {
    memory,
    fill: (what, count) => {
      let spent = 0
      for (let from = 0; from < count; from += BATCH) {
        const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => make[what](from + i))
        const start = performance.now()
        const ids = db.transaction(() => {
          const written = batch.map(write => write())
          note(written)
          return written
        })
        spent += performance.now() - start
        if (what === 'organisations') organisations.push(...ids)
      }
      return spent
    },
    settle: () => {
      // As the product has them once somebody has sorted by these columns.
      db.exec('create index if not exists contact_sort_city on contact(st, city_key, last_key, first_key)')
      db.exec('create index if not exists contact_sort_status on contact(st, status, last_key, first_key)')
      db.exec('analyze')
      reading = openDb(file, { key: KEY, readonly: true })
      reads = openReads(reading)
    },
    filtered: () => (reads.get('unindexed')!(0) as [number])[0],
    grandTotal: () => (reading!.rows('select sum(amount) from opportunity where closing is not null').get() as [number])[0],
    time: (name, times) => timed(Array.from({ length: times }, (_, i) => i), reads.get(name)!),
    close: () => {
      reading?.close()
      db.pragma('wal_checkpoint(truncate)')
      db.close()
      return statSync(file).size
    },
  }
}

if (import.meta.main) serveSide(createFloor(process.argv[2]!))
