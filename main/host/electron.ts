import { homedir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, protocol, safeStorage, screen, session, shell, utilityProcess } from 'electron'
import { startDesktop } from './electron-desktop.ts'

/** Electron runs this built: the core beside it, the preload in the same folder, the window next to that. */
const built = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

void startDesktop(
  { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, protocol, safeStorage, screen, session, shell, utilityProcess },
  {
    argv: process.argv.slice(1),
    platform: process.platform,
    env: process.env,
    home: homedir(),
    cwd: process.cwd(),
    coreModule: built('./electron-core.ts'),
    preload: built('../../preload/index.cjs'),
    staticDir: built('../../../renderer'),
  },
)
