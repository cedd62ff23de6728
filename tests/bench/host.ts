import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const TOKEN = 'bench'
const ENTRY = join(import.meta.dirname, '../../dist/app/main/host/node.js')

/** The program as `npm start` runs it, without a window. */
export interface Host {
  ask<T>(method: string, input: object): Promise<T>
  /** Memory that it holds now, in MB. */
  memoryMb(): Promise<number>
  stop(): Promise<void>
}

/** Resolves once it says that it is ready. */
export const startHost = async (data: string, config: string): Promise<Host> => {
  const host = spawn(process.execPath, ['--enable-source-maps', ENTRY, '--no-window', '--data', data, '--config', config, '--port', '0', '--token', TOKEN], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exit = once(host, 'exit')
  const line = await Promise.race([once(createInterface(host.stdout), 'line'), exit.then(([code]) => Promise.reject(new Error(`the host ended with ${code}`)))])
  const { url } = JSON.parse(String(line[0])) as { url: string }
  return {
    ask: async <T>(method: string, input: object) => {
      const response = await fetch(new URL(`api/${method}`, url), {
        method: 'POST',
        headers: { 'authorization': `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      })
      const result = (await response.json()) as { ok: true; value: T } | { ok: false }
      if (!result.ok) throw new Error(`${method}: the host answered ${JSON.stringify(result)}`)
      return result.value
    },
    memoryMb: async () => {
      const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${host.pid}/status`, 'utf8'))!
      return (Number(kibibytes) * 1_024) / 1e6
    },
    stop: async () => {
      host.kill('SIGTERM')
      await exit
    },
  }
}
