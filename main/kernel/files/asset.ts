import { existsSync } from 'node:fs'

/** A file of `assets`, beside the sources and beside what is built of them, where all modules lie in one folder. */
export const assetOf = (path: string): URL => {
  const [source, built] = ['../../../', '../../'].map(up => new URL(`${up}assets/${path}`, import.meta.url)) as [URL, URL]
  return existsSync(source) ? source : built
}
