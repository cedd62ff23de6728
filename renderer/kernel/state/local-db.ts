interface Row {
  readonly key: string
  readonly value: unknown
}

/** Where a table is written behind: a rejected promise says that it was not. */
interface Disk {
  put(row: Row): PromiseLike<unknown>
  delete(key: string): PromiseLike<unknown>
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
  attach(disk: Disk): void
  /** Takes over what any window wrote. */
  show(rows: readonly Row[]): void
}

/** `told` hears after each write whether the disk took it. */
export const createTable = <T>(told: (isWritten: boolean) => void = setKept): LocalTable<T> & Attachable => {
  const changed = signal()
  /** Writes under way by key: for these the disk is behind. */
  const pending = new Map<string, number>()
  let values: ReadonlyMap<string, T> = new Map()
  let all: readonly T[] = []
  let disk: Disk | undefined

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
      told(isDone)
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

let openTables = (): Promise<void> => Promise.resolve()
let tables: Promise<void> | undefined

/** Opens the database, when nobody has before, and resolves when its tables have been read, or cannot be. */
export const tablesReady = (): Promise<void> => (tables ??= openTables())

let choices = Promise.resolve()

/** Resolves when the small choices of this window have been read, or cannot be. */
export const choicesReady = (): Promise<void> => choices

/**
 * Reads a table of small choices of one data folder from the browser's own store of texts, which answers at once: screens
 * wait for these, and a database would have to be loaded first.
 */
export const openChoices = (folder: Promise<string>, table: Attachable): void => {
  const open = async (): Promise<void> => {
    const place = `calepin ${await folder}`
    const read = (): Record<string, unknown> => JSON.parse(localStorage.getItem(place) ?? '{}') as Record<string, unknown>
    const write = async (change: (values: Record<string, unknown>) => void): Promise<void> => {
      const values = read()
      change(values)
      localStorage.setItem(place, JSON.stringify(values))
    }
    const show = (): void => table.show(Object.entries(read()).map(([key, value]) => ({ key, value })))
    table.attach({
      put: ({ key, value }) => write(values => void (values[key] = value)),
      delete: key => write(values => void delete values[key]),
    })
    show()
    // Fired by the other windows of this address.
    addEventListener('storage', ({ key }) => key === place && show())
  }
  choices = Promise.race([open().catch(() => {}), new Promise<void>(resolve => setTimeout(resolve, PATIENCE_MS))])
}

const PATIENCE_MS = 2_000

/**
 * Says where the tables of one data folder are kept; they are read when the first of them is needed. A browser that forbids it, or
 * does not answer, leaves the tables in memory.
 */
export const prepareLocalDb = (folder: Promise<string>, own: Readonly<Record<string, Attachable>>): void => {
  const open = async (): Promise<void> => {
    const [{ Dexie, liveQuery }, name] = await Promise.all([import('dexie'), folder])
    // One address may show one folder today and another tomorrow.
    const db = new Dexie(`calepin ${name}`)
    db.version(1).stores(Object.fromEntries(Object.keys(own).map(table => [table, 'key'])))
    await db.open()
    const read = Object.entries(own).map(([each, table]) => {
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
  openTables = () => Promise.race([open().catch(() => setKept(false)), new Promise<void>(resolve => setTimeout(resolve, PATIENCE_MS))])
}
