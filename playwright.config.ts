import { defineConfig } from '@playwright/test'
import { launchOptions } from './tests/e2e/chromium.ts'

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  reporter: 'list',
  workers: 2,
  // What passes when it is tried again is named as flaky at the end: a busy machine is not what is tested.
  retries: 1,
  forbidOnly: true,
  // `npm test` walks through everything once; `npm run e2e` also goes down the side paths.
  ...(process.env['CALEPIN_LONG'] ? {} : { grepInvert: /@long/ }),
  timeout: 120_000,
  // A person waits less; a busy machine is not what is tested.
  expect: { timeout: 15_000 },
  use: {
    actionTimeout: 30_000,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    // Nothing is waited for that only moves.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: launchOptions(),
  },
})
