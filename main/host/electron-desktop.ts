import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'
import { openLog } from '../kernel/log/log.ts'
import { type HostArguments, ownArguments, parseArguments, type Surroundings } from './arguments.ts'
import type { Electron } from './electron-api.ts'
import { type CoreProcess, startCoreProcess } from './electron-core-process.ts'
import { keychainOf } from './electron-keychain.ts'
import { menuOf } from './electron-menu.ts'
import { guard, refusePermissions } from './electron-policy.ts'
import { CUSTOM_SCHEME, isOwn, schemeHandler } from './electron-scheme.ts'
import { openWindow, present } from './electron-window.ts'
import { desktopWords, startFailure } from './electron-words.ts'
import { type Secrets, secretsOf } from './secrets.ts'
import { fill, type Language, languageOf, wordsIn } from './words.ts'

export interface DesktopOptions extends Surroundings {
  /** The command line after the program. */
  readonly argv: readonly string[]
  /** Paths of what the core's process and the window's page run, and of the built window. */
  readonly coreModule: string
  readonly preload: string
  readonly staticDir: string
}

/** A core that does not end by then is left to the system: nothing that was saved can be lost. */
const LONGEST_CLOSE_MS = 15_000

/**
 * Runs Calepin as a desktop program: one window, its menu, and the core in a process of its own. Everything that must
 * precede the `ready` event has happened when it returns; the promise resolves once the window is open.
 */
export const startDesktop = async (electron: Electron, options: DesktopOptions): Promise<void> => {
  const { app, dialog, protocol } = electron
  app.setName('Calepin')
  const language = (): Language => languageOf(app.getPreferredSystemLanguages()[0] ?? '')
  const wanted = parseArguments(ownArguments(options.argv), options)
  if ('wrong' in wanted) {
    const { word, params } = wanted.wrong
    dialog.showErrorBox(desktopWords(language()).cannotStart, wordsIn(language())(word, params))
    return app.exit(2)
  }
  // Each data folder has a window of its own, with its drafts, and is opened by one program at a time.
  const userData = join(wanted.config, 'desktop', createHash('sha256').update(wanted.data).digest('hex').slice(0, 16))
  mkdirSync(userData, { recursive: true, mode: 0o700 })
  app.setPath('userData', userData)
  if (!app.requestSingleInstanceLock()) return app.exit(0)
  protocol.registerSchemesAsPrivileged([CUSTOM_SCHEME])
  await app.whenReady()
  await run(electron, options, wanted, language(), join(userData, 'window.json'))
}

const run = async (electron: Electron, { platform, coreModule, preload, staticDir }: DesktopOptions, wanted: HostArguments, language: Language, state: string): Promise<void> => {
  const { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, protocol, safeStorage, session, shell } = electron
  const { data, config } = wanted
  const words = desktopWords(language)
  const log = openLog(data, randomUUID)
  const onBug = (error: unknown, where: string): string => log.bug(error, where)
  const never = new Promise<never>(() => {})

  const stumble = (error: unknown): Promise<never> => {
    if (!(error instanceof ExpectedError)) onBug(error, 'start')
    dialog.showErrorBox(words.cannotStart, error instanceof ExpectedError ? startFailure(language, error.failure, data) : fill(words.unexpected, { data }))
    app.exit(1)
    return never
  }

  /** Whether the person chose the first of two ways on. */
  const choose = async (message: string, detail: string, first: string, second: string): Promise<boolean> => {
    const { response } = await dialog.showMessageBox({ type: 'error', message, detail, buttons: [first, second], defaultId: 0, cancelId: 1 })
    return response === 0
  }

  const isNew = !existsSync(join(data, 'keyring.json'))
  let secrets: Secrets | undefined
  /** Never rejects: a core that cannot be opened ends the program, with the reason. */
  const start = async (): Promise<CoreProcess> => {
    try {
      secrets ??= await secretsOf(wanted)
      const keychain = await keychainOf(safeStorage, platform)
      const onCrash = (): void => void (core = restart())
      return await startCoreProcess(electron, { module: coreModule, data, config, secrets, keychain, onCrash })
    } catch (error) {
      return stumble(error)
    }
  }
  const restart = async (): Promise<CoreProcess> => {
    const { message, detail, restart: again, quit } = words.coreLost
    if (await choose(message, detail, again, quit)) return start()
    app.exit(1)
    return never
  }
  let core = start()

  refusePermissions(session.defaultSession)
  protocol.handle('app', schemeHandler({ staticDir, file: async request => (await core).file(request), onBug }))
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuOf(words, platform, { openData: () => void shell.openPath(data) })))

  app.on('web-contents-created', (_event, contents) => guard(contents, address => void shell.openExternal(address).catch((error: unknown) => onBug(error, 'openExternal'))))
  ipcMain.on('core-port', ({ senderFrame: frame }) => {
    if (!frame || frame.parent || !isOwn(frame.url)) return
    void core.then(opened => {
      if (frame.isDestroyed()) return
      const { port1, port2 } = new MessageChannelMain()
      opened.connect(port1)
      frame.postMessage('core-port', null, [port2])
    })
  })

  const open = (): void => void openWindow(electron, { preload, state })
  const presented = (): void => {
    const [window] = BrowserWindow.getAllWindows()
    if (window) present(window)
    else open()
  }
  app.on('second-instance', presented)
  app.on('activate', presented)
  app.on('window-all-closed', () => {
    // On a Mac a program outlives its windows.
    if (platform !== 'darwin') app.quit()
  })
  app.on('render-process-gone', (_event, contents, { reason }) => {
    if (reason === 'clean-exit') return
    const { message, detail, reopen, quit } = words.windowLost
    void choose(message, detail, reopen, quit).then(again => (again ? contents.reload() : app.quit()))
  })
  let closing = false
  app.on('will-quit', event => {
    // Windows are gone by now, and have said all that they had to say.
    event.preventDefault()
    if (closing) return
    closing = true
    void Promise.race([core.then(opened => opened.close()), delay(LONGEST_CLOSE_MS, undefined, { ref: false })]).then(() => app.exit(0))
  })

  const { keyPlace } = await core
  open()
  if (isNew && keyPlace === 'keyFile') {
    const { message, detail, understood } = words.keyFile
    await dialog.showMessageBox({ type: 'info', message, detail: fill(detail, { path: join(config, 'keys') }), buttons: [understood] })
  }
}
