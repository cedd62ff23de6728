import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import type { MailCore } from './mail-core.ts'
import type { MailSide } from './mail-side.ts'
import { startSide } from './side.ts'
import { median } from './statistics.ts'
import type { Outcome } from './store.ts'

export const MAIL = ['mail.send', 'mail.send.turns.longest', 'mail.turns.reading.longest'] as const

const ROUNDS = 3
const MAILS = 1_000

/** What it costs that no mail is ever lost or sent twice: the same mails by the bare library, in turns. */
export const compareMail = async (folder: string): Promise<Outcome[]> => {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    logger: false,
    onData: (stream, _, done) => {
      stream.resume()
      stream.on('end', () => done())
    },
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const port = String((server.server.address() as AddressInfo).port)
  const place = join(folder, 'mail')
  await mkdir(place)
  const side = startSide<MailSide>(join(import.meta.dirname, 'mail-side.ts'), [place, port])
  const rates = { ours: [] as number[], floor: [] as number[] }
  const turns = { ours: [] as number[], floor: [] as number[] }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of ['floor', 'ours'] as const) {
      const { rate, longestMs } = await side.call(name, MAILS)
      // The first round only warms up.
      if (round === 0) continue
      rates[name].push(rate)
      turns[name].push(longestMs)
    }
  }
  await side.stop()
  const core = startSide<MailCore>(join(import.meta.dirname, 'mail-core.ts'), [join(place, 'data'), join(place, 'config'), port], ['--import', join(import.meta.dirname, 'store-turns.ts')])
  const { reading, writing } = await core.call('longest', MAILS)
  await core.call('close')
  await core.stop()
  await new Promise<void>(resolve => server.close(() => resolve()))
  return [
    { name: MAIL[0], ours: median(rates.ours), floor: median(rates.floor), n: ROUNDS, unit: 'mails/s' },
    { name: MAIL[1], ours: Math.max(...turns.ours), floor: Math.max(...turns.floor), n: ROUNDS, unit: 'ms' },
    // Beside the other thread of the same run: that one sends, and the reading thread has no part in it.
    { name: MAIL[2], ours: reading, floor: writing, n: 1, unit: 'ms' },
  ]
}
