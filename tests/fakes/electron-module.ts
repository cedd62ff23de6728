import { fakeElectron } from './electron.ts'

/** The fake in the place of the module `electron`, for a program that imports it. */
export const fake = fakeElectron({ choose: () => 0 })

export const { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, protocol, safeStorage, screen, session, shell, utilityProcess } = fake.electron
