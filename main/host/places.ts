import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A file of the program by its path in the repository, which holds in what is built too. */
export const placeOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** The folder of the built window: under the sources, or beside the built core. */
export const windowPlace = (): string => {
  const under = placeOf('dist/renderer')
  return existsSync(under) ? under : placeOf('../renderer')
}
