import { parentPort } from 'node:worker_threads'
import { parseMail } from '../kernel/mail/parse-mail.ts'

parentPort!.on('message', (bytes: Uint8Array) => {
  void parseMail(Buffer.from(bytes)).then(
    mail => parentPort!.postMessage({ mail }),
    () => parentPort!.postMessage({}),
  )
})
