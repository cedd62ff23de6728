import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A mail server on loopback that keeps what it is given, or refuses every recipient. */
export const mailServer = async (): Promise<{ port: number; taken: string[]; refuses: boolean; close(): Promise<void> }> => {
  const taken: string[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    logger: false,
    onRcptTo: (_, __, done) => (started.refuses ? done(Object.assign(new Error('no such user'), { responseCode: 550 })) : done()),
    onData: (stream, _, done) => {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        taken.push(Buffer.concat(pieces).toString())
        done()
      })
    },
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const started = { port: (server.server.address() as AddressInfo).port, taken, refuses: false, close: () => new Promise<void>(resolve => server.close(() => resolve())) }
  return started
}
