import type { WebContents } from 'electron'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeElectron, FakeWindow } from '../../tests/fakes/electron.ts'
import { guard, refusePermissions } from './electron-policy.ts'
import { isOwn } from './electron-scheme.ts'

let window: FakeWindow
let outside: string[]

beforeEach(() => {
  window = new FakeWindow({})
  outside = []
  guard(window.contents as unknown as WebContents, address => outside.push(address))
})

/** Whether the window goes where a link leads. */
const goes = (event: 'will-frame-navigate' | 'will-redirect' | 'will-attach-webview', url = '', isMainFrame = true): boolean => {
  let refused = false
  window.contents.emit(event, { url, isMainFrame, preventDefault: () => (refused = true) })
  return !refused
}

describe('a window', () => {
  it('stays on its own pages', () => {
    expect(goes('will-frame-navigate', 'app://calepin/contact')).toBe(true)
    expect(goes('will-redirect', 'app://calepin/')).toBe(true)
    for (const url of ['app://calepin.example/', 'app://calepin:8080/', 'file:///etc/passwd', 'data:text/html,x', 'javascript:1', 'calepin', '']) {
      expect(goes('will-frame-navigate', url)).toBe(false)
      expect(goes('will-redirect', url)).toBe(false)
    }
    expect(goes('will-frame-navigate', 'app://calepin/', false)).toBe(false)
    expect(goes('will-attach-webview')).toBe(false)
    expect(outside).toEqual([])
  })

  it('leaves web, mail and telephone addresses to the system', () => {
    const addresses = ['https://exemple.example/a?b', 'http://exemple.example/', 'mailto:zoe@exemple.example', 'tel:+33123456789']
    for (const url of addresses) expect(goes('will-frame-navigate', url)).toBe(false)
    for (const url of addresses) expect(window.openOutside({ url })).toEqual({ action: 'deny' })
    expect(outside).toEqual([...addresses, ...addresses])
  })

  it('opens no other window, and saves the file that would be shown in one', () => {
    for (const url of ['about:blank', 'file:///etc/passwd', 'smb://serveur/partage', 'app://calepin/contact', 'app://calepin/api/files/ab12']) {
      expect(window.openOutside({ url })).toEqual({ action: 'deny' })
    }
    expect(outside).toEqual([])
    expect(window.downloads).toEqual(['app://calepin/api/files/ab12'])
  })

  it('sends no frame of a page to the system', () => {
    expect(goes('will-frame-navigate', 'https://exemple.example/', false)).toBe(false)
    expect(outside).toEqual([])
  })
})

describe('a page', () => {
  it('may put text on the clipboard and asks for nothing else', () => {
    const { electron, told } = fakeElectron()
    refusePermissions(electron.session.defaultSession)
    const check = told['permissionCheck'] as (contents: null, permission: string, origin: string) => boolean
    const request = told['permissionRequest'] as (contents: null, permission: string, answer: (yes: boolean) => void) => void
    const answers: Record<string, boolean> = {}
    for (const permission of ['clipboard-sanitized-write', 'clipboard-read', 'media', 'geolocation', 'notifications', 'openExternal', 'fileSystem', 'unknown']) {
      request(null, permission, yes => (answers[permission] = yes))
      expect(check(null, permission, 'app://calepin')).toBe(permission === 'clipboard-sanitized-write')
    }
    expect(Object.entries(answers).filter(([, yes]) => yes)).toEqual([['clipboard-sanitized-write', true]])
    expect(check(null, 'clipboard-sanitized-write', 'https://exemple.example')).toBe(false)
    expect((told['devicePermission'] as () => boolean)()).toBe(false)
  })
})

describe('an address', () => {
  it('is the window’s own by scheme and host alone', () => {
    expect(['app://calepin', 'app://calepin/x?y#z'].every(isOwn)).toBe(true)
    expect(['app://', 'app:calepin', 'apps://calepin/', 'https://calepin/', 'app://zoe@autre/'].some(isOwn)).toBe(false)
  })
})
