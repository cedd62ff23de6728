/** `npm run e2e`: every walk through the window, those too that `npm test` leaves out. `-- FILE…` runs some. */

import { buildApp, buildRenderer, findChromium, install, stop, tool } from './setup.js'

process.env.CALEPIN_CHROMIUM = findChromium() ?? stop('needsChromium')
await install()
await buildRenderer()
await buildApp()
process.exitCode = await tool('playwright', ['test', ...process.argv.slice(2)], { dependency: '@playwright/test', env: { CALEPIN_LONG: '1' } })
