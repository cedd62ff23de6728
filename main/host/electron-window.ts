import type { BrowserWindow } from 'electron'
import type { Electron } from './electron-api.ts'
import { WINDOW_URL } from './electron-scheme.ts'
import { backInSight, readWindowState, SMALLEST, writeWindowState } from './electron-window-state.ts'

export interface WindowFiles {
  readonly preload: string
  /** Where its size and place are kept. */
  readonly state: string
}

/** Opens the window where it was when it was last closed; it is shown once it has something to show. */
export const openWindow = ({ BrowserWindow, screen }: Pick<Electron, 'BrowserWindow' | 'screen'>, files: WindowFiles): BrowserWindow => {
  const primary = screen.getPrimaryDisplay()
  const displays = [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)]
  const { isMaximised, ...bounds } = backInSight(readWindowState(files.state), displays.map(({ workArea }) => workArea))
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'Calepin',
    // Its entries have keys of their own; Alt shows it where the system has no bar for it.
    autoHideMenuBar: true,
    // A spell checker would fetch its dictionaries from elsewhere, unasked.
    webPreferences: { preload: files.preload, contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false, spellcheck: false },
  })
  window.once('ready-to-show', () => {
    if (isMaximised) window.maximize()
    window.show()
  })
  window.on('close', () => writeWindowState(files.state, { ...window.getNormalBounds(), isMaximised: window.isMaximized() }))
  void window.loadURL(WINDOW_URL)
  return window
}

/** Brings a window before the person who asked for it. */
export const present = (window: BrowserWindow): void => {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
