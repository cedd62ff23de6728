import { Worker } from 'node:worker_threads'
import type { ParsedMail } from '../kernel/mail/parse-mail.ts'
import type { MailReader } from '../modules/emails/receive.ts'

const READ_MS = 60_000
const IDLE_MS = 30_000
const MOST_HEAP_MB = 512

/** Reads mails on a thread of its own, one at a time; one that takes too long or too much is unreadable, and the next has a new thread. */
export const createMailReader = (): MailReader => {
  let thread: Worker | undefined
  let answer: ((mail?: ParsedMail) => void) | undefined
  let idle: NodeJS.Timeout | undefined
  let turn: Promise<unknown> = Promise.resolve()
  const drop = async (): Promise<void> => {
    const old = thread
    thread = undefined
    await old?.terminate()
  }
  const open = (): Worker => {
    const opened = new Worker(new URL('./mail-thread.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB } })
    const gone = (): void => {
      if (thread !== opened) return
      thread = undefined
      answer?.()
    }
    opened.on('message', ({ mail }: { mail?: ParsedMail }) => thread === opened && answer?.(mail))
    opened.on('error', gone)
    opened.on('exit', gone)
    return opened
  }
  const read = (bytes: Uint8Array): Promise<ParsedMail | undefined> =>
    new Promise(resolve => {
      clearTimeout(idle)
      thread ??= open()
      const timer = setTimeout(() => {
        void drop()
        answer?.()
      }, READ_MS)
      answer = mail => {
        answer = undefined
        clearTimeout(timer)
        idle = setTimeout(() => void drop(), IDLE_MS).unref()
        resolve(mail)
      }
      thread.postMessage(bytes)
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
