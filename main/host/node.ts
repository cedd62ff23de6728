import { createHash, randomUUID } from 'node:crypto'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'
import { openLog } from '../kernel/log/log.ts'
import { type HostArguments, parseArguments } from './arguments.ts'
import { openCore } from './core.ts'
import { secret } from './door.ts'
import { type NodeHost, startNodeHost } from './node-http.ts'
import { secretsOf } from './secrets.ts'
import { windowPlace } from './places.ts'
import { openWindow } from './window.ts'
import { failureWord, terminalWords, type Word } from './words.ts'

/** Taken when no port is asked for: the window's drafts belong to its address, so it should stay the same. */
const USUAL_PORT = 27_321

/** A signal that comes twice within this time is one wish: Ctrl+C reaches every process of the terminal, and npm passes it on. */
const SAME_WISH_MS = 500

const words = terminalWords(process.env)
const say = (word: Word, params?: Readonly<Record<string, unknown>>): void => void process.stderr.write(`${words(word, params)}\n`)

// The terminal may be gone before us.
process.stderr.on('error', () => {})
process.stdout.on('error', () => {})

/** The script that started us is gone, whatever ended it. */
const orphaned = new Promise<void>(resolve => process.once('disconnect', () => resolve()))

const start = async (options: HostArguments): Promise<void> => {
  const { data, config } = options
  const log = openLog(data, randomUUID)
  const core = await openCore({ data, config, ...(await secretsOf(options)), canAsk: options.window })
  if (core.damage) say('rescue', { data })
  const token = options.token ?? secret()
  const listen = (port: number): Promise<NodeHost> =>
    startNodeHost({
      core,
      port,
      token,
      staticDir: windowPlace(),
      closedDoor: words('closedDoor'),
      onBug: (error, where) => log.bug(error, where),
    })
  const host = await listen(options.port ?? USUAL_PORT).catch(async (error: { code?: string }) => {
    if (error.code === 'EADDRINUSE' && options.port === undefined) return listen(0)
    await core.close()
    throw error
  })

  let asked = 0
  const stop = (): void => {
    if (asked > 0) {
      if (Date.now() - asked > SAME_WISH_MS) process.exit(1)
      return
    }
    asked = Date.now()
    void host.close().then(() => process.exit(0))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  void orphaned.then(() => asked === 0 && stop())

  process.stdout.write(`${JSON.stringify({ ready: true, url: host.url, pid: process.pid, data, ...(options.token === undefined && { token }) })}\n`)
  const address = `${host.url}?token=${encodeURIComponent(token)}`
  if (!options.window) return
  const window = openWindow(
    host.windowUrl(),
    { platform: process.platform, env: process.env, profile: join(config, 'windows', hashOf(data)), isRoot: process.getuid?.() === 0 },
    { closed: () => asked === 0 && stop(), failed: () => asked === 0 && say('openAddress', { address }) },
  )
  process.once('exit', () => window?.kill())
}

/** One window's profile for each data folder: the drafts in it belong to that data. */
const hashOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 16)

const explain = (error: unknown, { data, port }: HostArguments): void => {
  const { code } = error as { code?: string }
  if (code === 'EADDRINUSE' || code === 'EACCES') return say('portTaken', { port })
  if (!(error instanceof ExpectedError)) throw error
  const { failure } = error
  say(failureWord(failure), { data, failure: failure.code, ...failure.params })
}

const options = parseArguments(process.argv.slice(2), { platform: process.platform, env: process.env, home: homedir(), cwd: process.cwd() })
if ('wrong' in options) {
  say(options.wrong.word, options.wrong.params)
  say('usage')
  process.exit(2)
}
try {
  await start(options)
} catch (error) {
  explain(error, options)
  process.exit(1)
}
