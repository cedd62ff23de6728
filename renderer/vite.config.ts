import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Headings by which files are recognised are half of some locales, and the core's alone. */
const wordsOfTheWindow: Plugin = {
  name: 'words-of-the-window',
  enforce: 'pre',
  transform: (code, id) => (/\/assets\/locales\/.+\.json$/.test(id) ? JSON.stringify(JSON.parse(code, (key, value: unknown) => (key === 'headings' ? undefined : value))) : undefined),
}

export default defineConfig({
  root: here('.'),
  plugins: [react(), wordsOfTheWindow],
  build: {
    outDir: here('../dist/renderer'),
    emptyOutDir: true,
    target: 'chrome138',
    assetsInlineLimit: 0,
  },
})
