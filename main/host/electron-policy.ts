import type { Session, WebContents } from 'electron'
import { isOwn, WINDOW_URL } from './electron-scheme.ts'

/** What the system's own programs are asked to open. */
const OUTSIDE = ['https:', 'http:', 'mailto:', 'tel:']

/** Keeps a window where it belongs: another address opens in the system's own program for it, or not at all. */
export const guard = (contents: WebContents, openOutside: (address: string) => void): void => {
  const outside = (address: string): void => {
    if (OUTSIDE.includes(URL.parse(address)?.protocol ?? '')) openOutside(address)
  }
  contents.on('will-frame-navigate', event => {
    if (isOwn(event.url) && event.isMainFrame) return
    event.preventDefault()
    if (event.isMainFrame) outside(event.url)
  })
  contents.on('will-redirect', event => {
    if (!isOwn(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    // A file that a browser would show in a tab of its own is saved.
    if (url.startsWith(`${WINDOW_URL}api/files/`)) contents.downloadURL(url)
    else outside(url)
    return { action: 'deny' }
  })
}

/** A page may put text on the clipboard, and asks for nothing else. */
export const refusePermissions = (session: Session): void => {
  const mayUse = (permission: string): boolean => permission === 'clipboard-sanitized-write'
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(mayUse(permission)))
  session.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission) && isOwn(origin))
  session.setDevicePermissionHandler(() => false)
}
