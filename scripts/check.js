import { install } from './setup.js'
import { CHECKS, runSteps } from './steps.js'

await install()
process.exitCode = Number(!(await runSteps(CHECKS)).ok)
