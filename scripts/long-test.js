/** `npm run fuzz` and `npm run crash`: what `npm test` tries a few times, many times. `-- --count N --seed N`. */

import { parseArgs } from 'node:util'
import { install, tool } from './setup.js'

const LONG = {
  fuzz: { tests: ['tests/storage/fuzz.test.ts', 'tests/storage/reader-fuzz.test.ts', 'tests/storage/filter-fuzz.test.ts'], count: 20_000 },
  crash: { tests: ['store', 'import', 'mail', 'rebuild', 'workflow'].map(what => `tests/crash/${what}-kill.test.ts`), count: 50 },
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { count: { type: 'string' }, seed: { type: 'string' } } })
const { tests, count } = LONG[positionals[0]]
await install()
const env = { CALEPIN_CASES: values.count ?? String(count), ...(values.seed === undefined ? {} : { CALEPIN_SEED: values.seed }) }
process.exitCode = await tool('vitest', ['run', ...tests], { env })
