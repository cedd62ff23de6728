import { isAbsolute, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Word } from './words.ts'

export interface HostArguments {
  window: boolean
  data: string
  config: string
  /** 0 for any free one. */
  port?: number
  token?: string
  passphraseFile?: string
}

/** What the folders' defaults depend on. */
export interface Surroundings {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  home: string
  cwd: string
}

interface WrongArgument {
  word: Word
  params: { argument: string }
}

/** Reads the command line of the host; the first thing wrong with it, in words, when something is. */
export const parseArguments = (argv: readonly string[], around: Surroundings): HostArguments | { wrong: WrongArgument } => {
  const wrong = (word: Word, argument: string): { wrong: WrongArgument } => ({ wrong: { word, params: { argument } } })
  const { tokens } = parseArgs({ args: [...argv], options: OPTIONS, strict: false, tokens: true })
  const values: Partial<Record<keyof typeof OPTIONS, string>> = {}
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') return wrong('unknownArgument', token.value)
    const name = token.name as keyof typeof OPTIONS
    if (!Object.hasOwn(OPTIONS, name)) return wrong('unknownArgument', token.rawName)
    const isNextOption = !token.inlineValue && token.value?.startsWith('--')
    if (OPTIONS[name].type === 'string' && (!token.value || isNextOption)) return wrong('missingValue', token.rawName)
    if (OPTIONS[name].type === 'boolean' && token.value !== undefined) return wrong('needlessValue', token.rawName)
    values[name] = token.value ?? ''
  }
  const { port } = values
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) return wrong('wrongPort', port)
  const folders = defaultFolders(around)
  const data = resolve(around.cwd, values.data ?? folders.data)
  const config = resolve(around.cwd, values.config ?? folders.config)
  const inData = relative(data, config)
  // A key beside what it opens protects nothing.
  if (!inData.startsWith('..') && !isAbsolute(inData)) return wrong('configInData', config)
  return {
    window: values['no-window'] === undefined,
    data,
    config,
    ...(port !== undefined && { port: Number(port) }),
    ...(values.token !== undefined && { token: values.token }),
    ...(values['passphrase-file'] !== undefined && { passphraseFile: resolve(around.cwd, values['passphrase-file']) }),
  }
}

/** The arguments that are Calepin's among those of a desktop program, where Chromium takes some for itself. */
export const ownArguments = (argv: readonly string[]): string[] =>
  parseArgs({ args: [...argv], options: OPTIONS, strict: false, tokens: true }).tokens.flatMap(token => {
    if (token.kind !== 'option' || !Object.hasOwn(OPTIONS, token.name)) return []
    return token.value === undefined ? [token.rawName] : [`${token.rawName}=${token.value}`]
  })

const OPTIONS = {
  'no-window': { type: 'boolean' },
  data: { type: 'string' },
  port: { type: 'string' },
  token: { type: 'string' },
  'passphrase-file': { type: 'string' },
  config: { type: 'string' },
} as const

const defaultFolders = ({ platform, env, home }: Surroundings): { data: string; config: string } => {
  switch (platform) {
    case 'darwin':
      return { data: join(home, 'Library/Application Support/Calepin'), config: join(home, 'Library/Preferences/Calepin') }
    case 'win32':
      return {
        data: join(env['APPDATA'] ?? join(home, 'AppData/Roaming'), 'Calepin'),
        config: join(env['LOCALAPPDATA'] ?? join(home, 'AppData/Local'), 'Calepin'),
      }
    default:
      return {
        data: join(env['XDG_DATA_HOME'] || join(home, '.local/share'), 'calepin'),
        config: join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'calepin'),
      }
  }
}
