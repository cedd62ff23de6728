import { describe, expect, it } from 'vitest'
import { windowCommand, type WindowOptions } from './window.ts'

const url = 'http://127.0.0.1:1/?token=x'
const screen: WindowOptions = { platform: 'linux', env: { DISPLAY: ':0', CALEPIN_CHROMIUM: '/usr/bin/chromium' }, profile: '/reglages/fenetre', isRoot: false }

describe('the window', () => {
  it('is one of Chromium with a profile of its own', () => {
    const { command, args, ownsWindow } = windowCommand(url, screen)!
    expect(command).toBe('/usr/bin/chromium')
    expect(args).toEqual(expect.arrayContaining([`--app=${url}`, '--user-data-dir=/reglages/fenetre']))
    expect(args).not.toContain('--no-sandbox')
    expect(ownsWindow).toBe(true)
  })
  it('gives up the sandbox only where Chromium would not start with it', () => {
    expect(windowCommand(url, { ...screen, isRoot: true })!.args).toContain('--no-sandbox')
  })
  it('needs a screen and a browser', () => {
    expect(windowCommand(url, { ...screen, env: { CALEPIN_CHROMIUM: '/usr/bin/chromium' } })).toBeUndefined()
    expect(windowCommand(url, { ...screen, env: { DISPLAY: ':0', CALEPIN_CHROMIUM: '' } })).toBeUndefined()
    expect(windowCommand(url, { ...screen, env: { WAYLAND_DISPLAY: 'wayland-0', CALEPIN_CHROMIUM: '/usr/bin/chromium' } })).toBeDefined()
  })
  it('is the usual browser on other systems', () => {
    expect(windowCommand(url, { ...screen, platform: 'darwin' })).toMatchObject({ command: 'open', args: [url], ownsWindow: false })
    expect(windowCommand(url, { ...screen, platform: 'win32' })).toMatchObject({ command: 'cmd', ownsWindow: false })
  })
})
