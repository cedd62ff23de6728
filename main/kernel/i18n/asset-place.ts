import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

let folder: string | undefined

/** Where something of `assets` is, which lies above the code both as it is written and as it is built. */
export const assetPlace = (path: string): string => {
  if (folder === undefined) {
    let above = dirname(fileURLToPath(import.meta.url))
    while (!existsSync(join(above, 'assets')) && dirname(above) !== above) above = dirname(above)
    folder = join(above, 'assets')
  }
  return join(folder, path)
}
