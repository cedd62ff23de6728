import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { parse } from 'csv-parse/sync'
import { serveSide } from './side.ts'
import { memory, timed } from './statistics.ts'

type Line = Readonly<Record<string, string>>
type File = 'contacts' | 'organisations' | 'opportunities'

const PAGE = 50
const BATCH = 500
const CITY = 'Lyon'
const SECTOR = 'Informatique'

const CELLS = ['ref', 'civility', 'first_name', 'last_name', 'email', 'phone', 'mobile', 'job_title', 'street', 'postcode', 'city', 'country', 'sector', 'status', 'birthday', 'created', 'notes']

const SCHEMA = `
  create table document(n integer primary key, id text unique, seq integer, type text, json text);
  create index document_seq on document(seq);
  create table contact(n integer primary key, id text unique, organisation text, ${CELLS.map(name => `${name} text`).join(', ')}, last_key text, first_key text);
  create index contact_name on contact(last_key, first_key, id);
  create index contact_city on contact(city, sector, last_key, first_key, id);
  create index contact_organisation on contact(organisation);
  create index contact_email on contact(email);
  create table organisation(n integer primary key, id text unique, name text, name_key text, city text, sector text);
  create index organisation_name on organisation(name_key, id);
  create table opportunity(n integer primary key, id text unique, name text, organisation text, phase text, amount integer, month text);
  create index opportunity_organisation on opportunity(organisation);
  create index opportunity_month on opportunity(month, phase, amount);
  create virtual table search using fts5(text, content='', contentless_delete=1, prefix='2 3', tokenize="unicode61 remove_diacritics 2");
`

const COLUMNS = `
  select c.id, c.last_name, c.first_name, c.email, c.phone, c.city, c.sector, c.status, o.name
  from contact c left join organisation o on o.id = c.organisation`

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/**
 * The least that the product's work can cost: the same writes (document, typed row with its indexes, search text) and
 * reads as raw SQL on the same driver and cipher, without validation, journal or jobs.
 */
const createFloor = (folder: string, file: string) => {
  const db = new Database(file)
  db.pragma("cipher='aegis'")
  db.pragma(`key="raw:${'ab'.repeat(32)}"`)
  db.pragma('journal_mode=WAL')
  db.pragma('synchronous=NORMAL')
  db.pragma('cache_size=-65536')
  db.exec(SCHEMA)

  const insertDocument = db.prepare('insert into document values(?, ?, ?, ?, ?)')
  const insertText = db.prepare('insert into search(rowid, text) values(?, ?)')
  const insertOrganisation = db.prepare('insert into organisation values(?, ?, ?, ?, ?, ?)')
  const insertContact = db.prepare(`insert into contact values(${Array(CELLS.length + 5).fill('?').join(', ')})`)
  const insertOpportunity = db.prepare('insert into opportunity values(?, ?, ?, ?, ?, ?, ?)')
  const organisations = new Map<string, string>()
  let n = 0

  const put = (type: string, data: Line, text: string): string => {
    const id = `${type.slice(0, 2)}${String(++n).padStart(12, '0')}`
    insertDocument.run(n, id, n, type, JSON.stringify({ id, type, data }))
    insertText.run(n, text)
    return id
  }
  const write: Record<File, (line: Line) => void> = {
    organisations: line => {
      const id = put('organisation', line, line['name']!)
      organisations.set(line['name']!, id)
      insertOrganisation.run(n, id, line['name'], fold(line['name']!), line['city'], line['sector'])
    },
    contacts: line => {
      const id = put('contact', line, `${line['last_name']} ${line['first_name']} ${line['email']} ${line['organisation']}`)
      const organisation = organisations.get(line['organisation']!) ?? null
      insertContact.run(n, id, organisation, ...CELLS.map(name => line[name]), fold(line['last_name']!), fold(line['first_name']!))
    },
    opportunities: line => {
      const id = put('opportunity', line, line['name']!)
      const organisation = organisations.get(line['organisation']!) ?? null
      insertOpportunity.run(n, id, line['name'], organisation, line['phase'], Number(line['amount']), line['expected_closing']!.slice(0, 7))
    },
  }

  /** Imports one file; rows a second from reading the file to the last commit. */
  const importFile = (name: File): number => {
    const start = performance.now()
    const lines: Line[] = parse(readFileSync(join(folder, `${name}.csv`)), { columns: true, delimiter: ';' })
    const writeBatch = db.transaction((batch: readonly Line[]) => batch.forEach(write[name]))
    for (let i = 0; i < lines.length; i += BATCH) writeBatch(lines.slice(i, i + BATCH))
    return (lines.length / (performance.now() - start)) * 1_000
  }

  const firstPage = db.prepare(`${COLUMNS} order by last_key, first_key, c.id limit ${PAGE}`)
  const lastPage = db.prepare(`${COLUMNS} order by last_key desc, first_key desc, c.id desc limit ${PAGE}`)
  const filteredPage = db.prepare(`${COLUMNS} where c.city = ? and c.sector = ? order by last_key, first_key, c.id limit ${PAGE}`)
  const filteredCount = db.prepare<[string, string], { count: number }>('select count(*) count from contact where city = ? and sector = ?')
  const found = db.prepare('select d.id, d.type from search s join document d on d.n = s.rowid where search match ? limit 20')
  const document = db.prepare('select json from document where id = ?')
  const deals = db.prepare('select * from opportunity where organisation = (select organisation from contact where id = ?) limit 20')
  const someContact = db.prepare<[number], { id: string }>('select id from contact where organisation is not null order by n limit 1 offset ?')
  const prefixes = readFileSync(join(folder, 'prefixes.txt'), 'utf8').trim().split('\n').map(prefix => `"${fold(prefix)}"*`)
  let opened = ''

  const create = db.transaction((name: string) => {
    const id = put('contact', { last_name: name }, name)
    insertContact.run(n, id, null, ...CELLS.map(() => ''), fold(name), '')
  })

  const reads = {
    'list.firstPage': () => firstPage.all(),
    'list.lastPage': () => lastPage.all(),
    'list.filteredPage': () => [filteredPage.all(CITY, SECTOR), filteredCount.get(CITY, SECTOR)],
    'record.open': () => [document.get(opened), deals.all(opened)],
    'record.create': () => create('Neuve'),
  }

  return {
    importFile,
    memory,
    /** To be called when everything is imported, before reading. */
    settle: () => {
      db.exec('analyze')
      opened = someContact.get(4_321)!.id
    },
    filteredCount: () => filteredCount.get(CITY, SECTOR)!.count,
    /** Milliseconds of each of `times` repetitions; a search instead goes once through the prefixes. */
    time: (name: keyof typeof reads | 'search.prefix', times: number) =>
      name === 'search.prefix' ? timed(prefixes, prefix => found.all(prefix)) : timed(Array(times).fill(undefined), reads[name]),
    /** Bytes on disk after closing. */
    close: () => {
      db.pragma('wal_checkpoint(truncate)')
      db.close()
      return statSync(file).size
    },
  }
}

export type Floor = ReturnType<typeof createFloor>

if (import.meta.main) serveSide(createFloor(process.argv[2]!, process.argv[3]!))
