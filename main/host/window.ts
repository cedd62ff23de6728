import { type ChildProcess, spawn } from 'node:child_process'

export interface WindowOptions {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  /** The folder of the browser's profile; with one of its own its process ends with its window. */
  profile: string
  isRoot: boolean
}

/** The command that shows an address in a window, where there is one; `ownsWindow` when it lasts as long as the window. */
export const windowCommand = (url: string, { platform, env, profile, isRoot }: WindowOptions): { command: string; args: string[]; ownsWindow: boolean } | undefined => {
  if (platform === 'darwin') return { command: 'open', args: [url], ownsWindow: false }
  if (platform === 'win32') return { command: 'cmd', args: ['/c', 'start', '""', url], ownsWindow: false }
  const chromium = env['CALEPIN_CHROMIUM']
  if (!chromium || !(env['DISPLAY'] || env['WAYLAND_DISPLAY'])) return undefined
  const args = [
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    // Chromium refuses root its sandbox.
    ...(isRoot ? ['--no-sandbox'] : []),
  ]
  return { command: chromium, args, ownsWindow: true }
}

/** A browser that ends sooner handed the address over to one that already runs with its profile. */
const HANDED_OVER_MS = 3_000

/** Shows the window; `onClosed` when a person closed it, `onFailed` when it could not be shown. */
export const openWindow = (url: string, options: WindowOptions, on: { closed(): void; failed(): void }): ChildProcess | undefined => {
  const window = windowCommand(url, options)
  if (!window) {
    on.failed()
    return undefined
  }
  const child = spawn(window.command, window.args, { stdio: 'ignore' })
  const started = Date.now()
  child.once('error', () => on.failed())
  child.once('exit', code => {
    if (code !== 0) on.failed()
    else if (window.ownsWindow && Date.now() - started > HANDED_OVER_MS) on.closed()
  })
  return child
}
