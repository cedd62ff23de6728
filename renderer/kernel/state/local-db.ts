import type { Table } from 'dexie'

interface Row {
  readonly key: string
  readonly value: unknown
}

/**
 * A table of what belongs to this window rather than to the data. It is held in memory, so that it is read at once, and
 * written behind; other windows of the same data see what was written.
 */
export interface LocalTable<T> {
  get(key: string): T | undefined
  /** The same array until something changes. */
  all(): readonly T[]
  put(key: string, value: T): void
  remove(key: string): void
  /** Runs at every change; answers how to stop. */
  subscribe(listener: () => void): () => void
}

/** What the database needs of a table. */
interface Attachable {
  /** Writes there from now on, first what was put before. */
  attach(disk: Table<Row, string>): void
  /** Takes over what any window wrote. */
  show(rows: readonly Row[]): void
}

export const createTable = <T>(): LocalTable<T> & Attachable => {
  const changed = signal()
  /** Writes under way by key: for these the disk is behind. */
  const pending = new Map<string, number>()
  let values: ReadonlyMap<string, T> = new Map()
  let all: readonly T[] = []
  let disk: Table<Row, string> | undefined

  const set = (next: ReadonlyMap<string, T>): void => {
    values = next
    all = [...next.values()]
    changed.tell()
  }
  const write = (key: string): void => {
    if (!disk) return
    pending.set(key, (pending.get(key) ?? 0) + 1)
    const end = (isDone: boolean): void => {
      const left = pending.get(key)! - 1
      if (left) pending.set(key, left)
      else pending.delete(key)
      setKept(isDone)
    }
    const act: PromiseLike<unknown> = values.has(key) ? disk.put({ key, value: values.get(key) }) : disk.delete(key)
    act.then(
      () => end(true),
      () => end(false),
    )
  }

  return {
    get: key => values.get(key),
    all: () => all,
    put: (key, value) => {
      set(new Map(values).set(key, value))
      write(key)
    },
    remove: key => {
      if (!values.has(key)) return
      set(new Map([...values].filter(([other]) => other !== key)))
      write(key)
    },
    subscribe: changed.listen,
    attach: table => {
      disk = table
      for (const key of values.keys()) write(key)
    },
    show: rows => {
      const written = rows.filter(({ key }) => !pending.has(key)).map(({ key, value }) => [key, unchanged(values.get(key), value) as T] as const)
      const own = [...values].filter(([key]) => pending.has(key))
      set(new Map([...written, ...own]))
    },
  }
}

/** The old value when the new one is its copy, so that nothing is drawn again. */
const unchanged = (old: unknown, value: unknown): unknown => (JSON.stringify(old) === JSON.stringify(value) ? old : value)

const signal = (): { tell: () => void; listen: (listener: () => void) => () => void } => {
  const listeners = new Set<() => void>()
  return {
    tell: () => listeners.forEach(listener => listener()),
    listen: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

let kept = false
const keptChanged = signal()
const setKept = (now: boolean): void => {
  if (kept === now) return
  kept = now
  keptChanged.tell()
}

/** Whether the disk takes what is written; without it everything works until the window closes. */
export const isKept = (): boolean => kept
export const onKept = keptChanged.listen

let ready = Promise.resolve()

/** Resolves when what this window keeps has been read, or cannot be. */
export const localReady = (): Promise<void> => ready

const PATIENCE_MS = 2_000

/**
 * Reads what this window keeps of one data folder, and keeps the tables there from now on. A browser that forbids it, or
 * does not answer, leaves the tables in memory.
 */
export const openLocalDb = (folder: Promise<string>, tables: Readonly<Record<string, Attachable>>): void => {
  const open = async (): Promise<void> => {
    const [{ Dexie, liveQuery }, name] = await Promise.all([import('dexie'), folder])
    // One address may show one folder today and another tomorrow.
    const db = new Dexie(`calepin ${name}`)
    db.version(1).stores(Object.fromEntries(Object.keys(tables).map(table => [table, 'key'])))
    await db.open()
    const read = Object.entries(tables).map(([each, table]) => {
      const disk = db.table<Row, string>(each)
      table.attach(disk)
      return new Promise<void>((resolve, reject) => {
        liveQuery(() => disk.toArray()).subscribe(rows => {
          table.show(rows)
          resolve()
        }, reject)
      })
    })
    await Promise.all(read)
    setKept(true)
  }
  ready = Promise.race([open().catch(() => setKept(false)), new Promise<void>(resolve => setTimeout(resolve, PATIENCE_MS))])
}
