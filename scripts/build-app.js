/**
 * Writes what runs into a folder: the core, its threads and its hosts, each one file with what they share beside it, the
 * words, and the preload as one CommonJS file, which is all that a sandboxed one may be. Runs on Node 24.
 */

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { build } from 'vite'
import { root, sourceFiles } from './setup.js'

const into = resolve(process.argv[2])
mkdirSync(into, { recursive: true })

/** What a process or a thread begins with. */
const entries = sourceFiles('main/host').filter(path => /\/(node|electron|electron-core|\w+-thread)\.ts$/.test(path))

/** Packages of many small files, which take longer to find than to run; the others are loaded from where they are. */
const BUNDLED = ['rxdb', 'mingo', 'event-reduce-js', 'binary-decision-diagram', 'rxjs', 'zod', 'ajv', 'ajv-formats', 'croner', 'liquidjs']

const settings = { configFile: false, root, logLevel: 'warn' }

await build({
  ...settings,
  ssr: { noExternal: BUNDLED },
  build: {
    ssr: true,
    target: 'node24',
    outDir: join(into, 'main/host'),
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: Object.fromEntries(entries.map(path => [basename(path, '.ts'), join(root, path)])),
      external: ['electron'],
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
  plugins: [
    {
      // A thread is started by the name of its file.
      name: 'threads',
      renderChunk: code => ({ code: code.replace(/(['"])(\.\/[\w-]+)\.ts\1/g, '$1$2.js$1'), map: null }),
    },
  ],
})

cpSync(join(root, 'assets'), join(into, 'assets'), { recursive: true })
const { name, version, description } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
writeFileSync(join(into, 'package.json'), `${JSON.stringify({ name, productName: 'Calepin', version, description, type: 'module', main: 'main/host/electron.js' }, null, 2)}\n`)

await build({
  ...settings,
  build: {
    lib: { entry: 'preload/index.ts', formats: ['cjs'], fileName: () => 'index.cjs' },
    outDir: join(into, 'preload'),
    emptyOutDir: true,
    minify: false,
    rolldownOptions: { external: ['electron'] },
  },
})
