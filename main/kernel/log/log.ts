import { appendFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Notes bugs where a person can find them to report; values of records are never written. */
export interface Log {
  /** Answers an id by which the entry is found. */
  bug(error: unknown, where: string): string
}

const MAX_BYTES = 5_000_000

export const openLog = (folder: string, newId: () => string): Log => {
  const file = join(folder, 'calepin.log')
  return {
    bug: (error, where) => {
      const id = newId().slice(-12)
      const { name, stack } = error instanceof Error ? error : { name: 'Error', stack: String(error) }
      // The message may quote a value; the stack's frames cannot.
      const frames = stack?.split('\n').filter(line => line.trimStart().startsWith('at ')).join('\n') ?? ''
      try {
        if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(file, `${file}.1`)
        appendFileSync(file, `${new Date().toISOString()} ${id} ${where} ${name}\n${frames}\n`, { mode: 0o600 })
      } catch {
        process.stderr.write(`${id} ${where} ${name}\n${frames}\n`)
      }
      return id
    },
  }
}
