import { Worker } from 'node:worker_threads'
import type { ParsedMail } from '../kernel/mail/parse-mail.ts'
import type { MailReader } from '../modules/emails/receive.ts'

const READ_MS = 60_000
const IDLE_MS = 30_000
const MOST_HEAP_MB = 512

/** Reads mails on a thread of its own, one at a time; one that takes too long or too much is unreadable, and the next has a new thread. */
export const createMailReader = (): MailReader => {
  let thread: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let turn: Promise<unknown> = Promise.resolve()
  const drop = async (): Promise<void> => {
    const old = thread
    thread = undefined
    await old?.terminate()
  }
  const read = (bytes: Uint8Array): Promise<ParsedMail | undefined> =>
    new Promise(resolve => {
      clearTimeout(idle)
      thread ??= new Worker(new URL('./mail-thread.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB } })
      const reading = thread
      const end = (mail?: ParsedMail): void => {
        clearTimeout(timer)
        reading.removeAllListeners()
        reading.on('error', () => {})
        idle = setTimeout(() => void drop(), IDLE_MS).unref()
        resolve(mail)
      }
      const fail = (): void => {
        end()
        void drop()
      }
      const timer = setTimeout(fail, READ_MS)
      reading.once('error', fail)
      reading.once('exit', fail)
      reading.once('message', ({ mail }: { mail?: ParsedMail }) => end(mail))
      reading.postMessage(bytes)
    })
  return {
    read: bytes => {
      const result = turn.then(() => read(bytes))
      turn = result
      return result
    },
    close: drop,
  }
}
