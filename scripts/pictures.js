import { buildApp, buildRenderer, findChromium, install, stop, tool } from './setup.js'

process.env.CALEPIN_CHROMIUM = findChromium() ?? stop('needsChromium')
process.env.CALEPIN_PICTURES = 'docs/pictures'
await install()
await buildRenderer()
await buildApp()
process.exitCode = await tool('playwright', ['test', 'tests/e2e/pictures.spec.ts'], { dependency: '@playwright/test' })
