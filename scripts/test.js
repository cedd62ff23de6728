import { findChromium, install, stop } from './setup.js'
import { runSteps, TESTS } from './steps.js'

const chromium = findChromium() ?? stop('needsChromium')
process.env.CALEPIN_CHROMIUM = chromium
await install()
const { ok, passed, failed } = await runSteps(TESTS)
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = Number(!ok)
