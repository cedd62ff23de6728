import { join } from 'node:path'
import { install, node24, root, run } from './setup.js'

await install()
process.exitCode = await run(node24(), [join(root, 'tests/bench/run.ts'), ...process.argv.slice(2)])
