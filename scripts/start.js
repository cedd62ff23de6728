/** Installs and builds what is missing, then runs Calepin on Node 24. Its stdout carries the host's one line only. */

import { join } from 'node:path'
import { ensureRenderer, findChromium, install, node24, root, run } from './setup.js'

await install()
await ensureRenderer()
process.exitCode = await run(node24(), [join(root, 'main/host/node.ts'), ...process.argv.slice(2)], {
  // The channel tells the host when this script is gone, whatever ended it.
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  env: { ...process.env, CALEPIN_CHROMIUM: findChromium() ?? '' },
})
