/** Sends the same mails to a server on loopback: by nodemailer's own pool, and by the outbox, which notes each before and after. */

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createTransport } from 'nodemailer'
import { createIds } from '../../main/host/threads.ts'
import { openOutbox } from '../../main/modules/emails/outbox.ts'
import { MOST_CONNECTIONS } from '../../main/kernel/mail/smtp.ts'
import { openDb } from '../../main/kernel/store/driver.ts'
import { openStore } from '../../main/kernel/store/store.ts'
import { registry } from '../../shared/registry.ts'
import { serveSide } from './side.ts'

export interface Sent {
  /** Mails a second. */
  readonly rate: number
  /** The longest turn of the thread that sends, in milliseconds. */
  readonly longestMs: number
}

export type MailSide = { floor(count: number): Promise<Sent>; ours(count: number): Promise<Sent> }

const [folder, port] = process.argv.slice(2) as [string, string]
const TEXT = 'Bonjour, où en êtes-vous de votre projet de terrasse ? '.repeat(20)
const HTML = `<p>${TEXT}</p>`

const measured = async (count: number, run: () => Promise<unknown>): Promise<Sent> => {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const start = performance.now()
  await run()
  const ms = performance.now() - start
  delay.disable()
  return { rate: (count / ms) * 1_000, longestMs: delay.max / 1e6 }
}

const newId = createIds()
const db = openDb(join(folder, 'mail.db'), { key: randomBytes(32) })
const store = await openStore({ db, registry, newId, now: Date.now })
const operation = (): Parameters<typeof store.draft>[0] => ({ id: newId(), name: 'create', params: {}, actor: 'local' })
const added = operation()
await store.commit(added, () => ({ drafts: [store.draft(added, 'mailAccount', { name: 'Atelier', address: 'atelier@exemple.fr', smtpHost: '127.0.0.1', smtpPort: Number(port), smtpSecurity: 'none' })] }))
const outbox = await openOutbox({
  store,
  files: { open: async () => undefined },
  secrets: { get: () => undefined },
  now: Date.now,
  onBug: error => {
    throw error
  },
})

serveSide({
  floor: async (count: number) => {
    const pool = createTransport({ pool: true, host: '127.0.0.1', port: Number(port), secure: false, ignoreTLS: true, maxConnections: MOST_CONNECTIONS, maxMessages: 100 })
    const sent = await measured(count, () => Promise.all(Array.from({ length: count }, (_, i) => pool.sendMail({ from: 'atelier@exemple.fr', to: `client${i}@exemple.org`, subject: `Courriel ${i}`, text: TEXT, html: HTML }))))
    pool.close()
    return sent
  },
  ours: async (count: number) => {
    const made = operation()
    await store.commit(made, () => ({ drafts: Array.from({ length: count }, (_, i) => store.draft(made, 'emailMessage', { state: 'waiting', subject: `Courriel ${i}`, to: [{ value: `client${i}@exemple.org` }], text: TEXT, html: HTML })) }))
    const { signal } = new AbortController()
    const commit = async (on: Parameters<typeof store.commit>[0], build: () => { batch: ReturnType<Parameters<typeof store.commit>[1]> } | undefined): Promise<boolean> => {
      await store.commit(on, () => build()!.batch, { resumable: true })
      return true
    }
    return measured(count, () => outbox.run({ signal, commit }))
  },
} satisfies MailSide)
