import { join } from 'node:path'
import { ensureApp, ensureRenderer, install, node24, root, run } from './setup.js'

await install()
await ensureRenderer()
await ensureApp()
process.exitCode = await run(node24(), [join(root, 'tests/bench/run.ts'), ...process.argv.slice(2)])
