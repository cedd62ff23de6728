import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const inPath = (name: string): string | undefined =>
  (process.env['PATH'] ?? '').split(delimiter).map(folder => join(folder, name)).find(isExecutable)

/** How Playwright starts the system's Chromium. */
export const launchOptions = () => {
  const executablePath = process.env['CALEPIN_CHROMIUM'] || inPath('chromium-headless-shell') || inPath('chromium') || inPath('chromium-browser') || inPath('google-chrome')
  if (!executablePath) throw new Error('No Chromium found: install one, or name it in CALEPIN_CHROMIUM.')
  return {
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  }
}
