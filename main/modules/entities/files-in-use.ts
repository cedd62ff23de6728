import type { Db } from '../../kernel/store/driver.ts'

const FILE = /"file":"([0-9a-f]{64})"/g
const ROWS = 2_000

/** The records' files that a text of JSON names. */
export const filesNamed = (json: string): string[] => [...json.matchAll(FILE)].map(([, file]) => file!)

/** Which of these files a record, the history or a job that has not ended still names; gives way between its readings. */
export const filesInUse = async (db: Db, files: ReadonlySet<string>): Promise<Set<string>> => {
  const used = new Set<string>()
  const note = (json: string | null): void => {
    if (json !== null) for (const file of filesNamed(json)) if (files.has(file)) used.add(file)
  }
  for (const table of ['doc_records', 'doc_history']) {
    const page = db.rows(`select n, case when instr(json, '"file":"') then json end from ${table} where n > ? order by n limit ${ROWS}`)
    for (let last = 0, rows: [number, string | null][]; (rows = page.all(last) as typeof rows).length > 0; last = rows.at(-1)![0]) {
      for (const [, json] of rows) note(json)
      await new Promise(resolve => setImmediate(resolve))
    }
  }
  for (const [input] of db.rows('select input from job where ended_at is null').all() as [string][]) note(input)
  return used
}
