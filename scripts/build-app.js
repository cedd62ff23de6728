/**
 * Writes what Electron runs into a folder: the core and its host, file by file, as plain JavaScript, and the preload as one
 * CommonJS file, which is all that a sandboxed one may be. Runs on Node 24.
 */

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { build } from 'vite'
import { root, sourceFiles } from './setup.js'

const into = resolve(process.argv[2])

const target = path => {
  const full = join(into, path)
  mkdirSync(dirname(full), { recursive: true })
  return full
}

/** Names of our own files, in imports and in what threads are started from. */
const OWN_FILE = /(['"])(\.{1,2}\/[^'"\n]+)\.ts\1/g

for (const path of [...sourceFiles('shared'), ...sourceFiles('main')].filter(each => each.endsWith('.ts') && !each.endsWith('.d.ts'))) {
  const code = stripTypeScriptTypes(readFileSync(join(root, path), 'utf8'))
  writeFileSync(target(path.replace(/\.ts$/, '.js')), code.replace(OWN_FILE, '$1$2.js$1'))
}
for (const folder of ['assets/locales', 'assets/templates']) cpSync(join(root, folder), target(folder), { recursive: true })

const { name, version, description } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
writeFileSync(target('package.json'), `${JSON.stringify({ name, productName: 'Calepin', version, description, type: 'module', main: 'main/host/electron.js' }, null, 2)}\n`)

await build({
  configFile: false,
  root,
  logLevel: 'warn',
  build: {
    lib: { entry: 'preload/index.ts', formats: ['cjs'], fileName: () => 'index.cjs' },
    outDir: join(into, 'preload'),
    emptyOutDir: true,
    minify: false,
    rolldownOptions: { external: ['electron'] },
  },
})
