/** Sends mails by the whole core, as a person's program does, and says how long its threads were kept busy at a time. */

import { setTimeout as pause } from 'node:timers/promises'
import { openCore } from '../../main/host/core.ts'
import { serveSide } from './side.ts'
import { askTurns } from './store-turns-asked.ts'

const [data, config, port] = process.argv.slice(2) as [string, string, string]
const LOOK_EVERY_MS = 100

const core = await openCore({ data, config })
const { signal } = new AbortController()
const ask = async <T>(method: string, input: unknown): Promise<T> => {
  const result = await core.call(method, input, signal)
  if (!result.ok) throw new Error(`${method}: ${result.error.code} ${JSON.stringify(result.error.params)}`)
  return result.value as T
}

const methods = {
  /** Milliseconds of the longest turn of each thread, from the moment the mails may leave until all have. */
  longest: async (count: number): Promise<{ reading: number; writing: number }> => {
    const text = 'Bonjour, où en êtes-vous de votre projet de terrasse ? '.repeat(20)
    for (let i = 0; i < count; i++) await ask('entities.save', { type: 'emailMessage', patch: { state: 'waiting', subject: `Courriel ${i}`, to: [{ value: `client${i}@exemple.org` }], text, html: `<p>${text}</p>` } })
    await askTurns()
    // Without an account they all waited.
    await ask('entities.save', { type: 'mailAccount', patch: { name: 'Atelier', address: 'atelier@exemple.fr', smtpHost: '127.0.0.1', smtpPort: Number(port), smtpSecurity: 'none' } })
    const filter = { field: 'state', op: 'eq', value: 'sent' }
    while ((await ask<{ count: number }>('entities.count', { type: 'emailMessage', filter })).count < count) await pause(LOOK_EVERY_MS)
    const { reading, writing } = await askTurns()
    return { reading: reading.longest, writing: writing.longest }
  },
  close: () => core.close(),
}
export type MailCore = typeof methods

serveSide(methods)
