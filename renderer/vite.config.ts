import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

interface Package {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
}
const packageAt = (path: string): Package => JSON.parse(readFileSync(here(path), 'utf8')) as Package

/** `virtual:libraries`: the packages that the product is made of, with their licences, read when the window is built. */
const libraries = (): Plugin => {
  const name = 'virtual:libraries'
  return {
    name,
    resolveId: id => (id === name ? `\0${name}` : undefined),
    load: id => {
      if (id !== `\0${name}`) return undefined
      const found = Object.keys(packageAt('../package.json').dependencies ?? {})
        .map(each => packageAt(`../node_modules/${each}/package.json`))
        .map(({ name: own, version, license = '' }) => ({ name: own, version, licence: license }))
      return `export const libraries = ${JSON.stringify(found)}`
    },
  }
}

/** Headings and other words by which files are understood are half of some locales, and the core's alone. */
const wordsOfTheWindow: Plugin = {
  name: 'words-of-the-window',
  enforce: 'pre',
  transform: (code, id) => (/\/assets\/locales\/.+\.json$/.test(id) ? JSON.stringify(JSON.parse(code, (key, value: unknown) => (key === 'headings' || key === '$synonyms' ? undefined : value))) : undefined),
}

/** Compresses scripts and styles once, beside themselves, rather than at every asking. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  writeBundle: ({ dir }, bundle) => {
    const names = Object.keys(bundle).filter(name => /\.(js|css)$/.test(name))
    for (const name of names) {
      const path = `${dir}/${name}`
      writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)))
    }
  },
}

export default defineConfig({
  root: here('.'),
  plugins: [react(), wordsOfTheWindow, libraries(), compressed],
  build: {
    outDir: here('../dist/renderer'),
    emptyOutDir: true,
    target: 'chrome138',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    // What the first screen needs travels together: many small files compress worse than one.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', test: /renderer\/(app\/start\.tsx|kernel\/list\/ListPage\.tsx)$/ }] } } },
  },
})
