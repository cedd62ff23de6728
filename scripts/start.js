/**
 * Installs and builds what is missing, then runs Calepin: in Electron where its binary and a screen are, else on Node 24,
 * where a browser shows the window. A script's stdout carries the host's one line only.
 */

import { join } from 'node:path'
import { ensureApp, ensureRenderer, findChromium, findElectron, install, node24, root, run } from './setup.js'

const args = process.argv.slice(2)

/** What only a local server can do was asked for. */
const wantsServer = args.some(arg => /^--(no-window|port|token)(=|$)/.test(arg))
const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

const inElectron = async binary => {
  // Chromium refuses root its sandbox.
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return run(binary, [...flags, join(root, 'dist/app'), ...args])
}

const onNode = () =>
  run(node24(), ['--enable-source-maps', join(root, 'dist/app/main/host/node.js'), ...args], {
    // The channel tells the host when this script is gone, whatever ended it.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, CALEPIN_CHROMIUM: findChromium({ isSeen: true }) ?? '' },
  })

await install()
await ensureRenderer()
await ensureApp()
const electron = wantsServer || !hasScreen ? undefined : findElectron()
process.exitCode = await (electron ? inElectron(electron) : onNode())
