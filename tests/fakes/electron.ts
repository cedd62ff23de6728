import { EventEmitter } from 'node:events'
import { type MessagePort, Worker } from 'node:worker_threads'
import type { Electron } from '../../main/host/electron-api.ts'
import { type Crossing, FakeChannel, type FakePort, handedOver } from './electron-ports.ts'

/**
 * Electron as far as a test tells it: processes are threads, windows hold no page, dialogs are answered by the test. What
 * it was not told of throws.
 */
export interface FakeElectron {
  readonly electron: Electron
  readonly windows: FakeWindow[]
  /** The core's processes, in order of their start. */
  readonly processes: FakeProcess[]
  /** What dialogs and menus showed, and what was handed to the system. */
  readonly shown: { readonly errors: string[][]; readonly boxes: Record<string, unknown>[]; readonly outside: string[]; menu?: readonly MenuEntry[] }
  /** Everything set on the application before it was ready, and on its session. */
  readonly told: Record<string, unknown>
  readonly app: EventEmitter
  /** The code with which the program ended. */
  readonly ended: Promise<number>
  /** What a page of the window's origin gets; `post` receives what the preload hands over. */
  requestPort(frame?: Partial<FakeFrame>): Promise<MessagePort>
  fetch(address: string, init?: RequestInit): Promise<Response>
  /** Ends every window, then the program, as a person would. */
  quit(): void
}

export interface Told {
  readonly languages?: readonly string[]
  readonly isFirst?: boolean
  readonly displays?: readonly Area[]
  /** The backend of the keychain, none without one. */
  readonly keychain?: string
  /** Which button a person takes, by the message of the box. */
  readonly choose?: (message: string) => number
}

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface MenuEntry {
  readonly label?: string
  readonly role?: string
  readonly type?: string
  readonly submenu?: readonly MenuEntry[]
  click?(): void
}

interface FakeFrame {
  readonly url: string
  readonly parent: unknown
  isDestroyed(): boolean
  postMessage(channel: string, message: unknown, ports: FakePort[]): void
}

/** Any property that was not told throws when it is asked for. */
const strict = <T extends object>(name: string, told: T): T =>
  new Proxy(told, {
    get: (target, property, receiver) => {
      if (typeof property === 'symbol' || property === 'then' || property in target) return Reflect.get(target, property, receiver) as unknown
      throw new Error(`the fake electron was not told of ${name}.${property}`)
    },
  })

/** A process of Electron's, as a thread. */
export class FakeProcess extends EventEmitter {
  readonly thread: Worker
  readonly module: string
  constructor(module: string) {
    super()
    this.module = module
    this.thread = new Worker(new URL('electron-utility.ts', import.meta.url), { workerData: { module } })
    this.thread.on('message', (message: unknown) => this.emit('message', message))
    this.thread.on('error', () => {})
    this.thread.on('exit', code => this.emit('exit', code))
  }
  postMessage(data: unknown, ports: readonly FakePort[] = []): void {
    const ends = ports.map(handedOver)
    this.thread.postMessage({ data, ports: ends } satisfies Crossing, ends)
  }
  kill(): boolean {
    void this.thread.terminate()
    return true
  }
}

export class FakeWindow extends EventEmitter {
  readonly options: Record<string, unknown> & { webPreferences: Record<string, unknown> }
  readonly contents: EventEmitter
  /** What was done to it, in order. */
  readonly done: string[] = []
  readonly downloads: string[] = []
  openOutside = (_: { url: string }): { action: string } => {
    throw new Error('no handler of new windows')
  }
  bounds: Area = { x: 10, y: 20, width: 900, height: 700 }
  isMaximised = false
  isMinimised = false
  constructor(options: Record<string, unknown>) {
    super()
    this.options = options as FakeWindow['options']
    this.contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: FakeWindow['openOutside']) => void (this.openOutside = handler),
      downloadURL: (address: string) => void this.downloads.push(address),
      reload: () => void this.done.push('reload'),
    })
  }
}

/** What the product sees of a window. */
const seen = (window: FakeWindow): object => ({
  webContents: strict('webContents', window.contents),
  on: window.on.bind(window),
  once: window.once.bind(window),
  loadURL: async (address: string) => void window.done.push(`load ${address}`),
  show: () => void window.done.push('show'),
  focus: () => void window.done.push('focus'),
  restore: () => void window.done.push('restore'),
  maximize: () => void window.done.push('maximise'),
  isMaximized: () => window.isMaximised,
  isMinimized: () => window.isMinimised,
  getNormalBounds: () => window.bounds,
})

export const fakeElectron = ({ languages = ['fr-FR'], isFirst = true, displays = [{ x: 0, y: 0, width: 1920, height: 1040 }], keychain, choose }: Told = {}): FakeElectron => {
  const windows: FakeWindow[] = []
  const processes: FakeProcess[] = []
  const shown: FakeElectron['shown'] = { errors: [], boxes: [], outside: [] }
  const told: Record<string, unknown> = {}
  const app = new EventEmitter()
  const ipc = new EventEmitter()
  const { promise: ended, resolve: end } = Promise.withResolvers<number>()
  const areas = displays.map((workArea, id) => ({ id, workArea }))
  let handle = (_: Request): Promise<Response> => Promise.reject(new Error('no handler of the scheme'))

  const quit = (): void => {
    for (const window of windows.splice(0)) window.emit('close')
    let waits = false
    app.emit('will-quit', { preventDefault: () => (waits = true) })
    if (!waits) end(0)
  }

  class BrowserWindow {
    static getAllWindows = (): object[] => windows.map(window => strict('BrowserWindow', seen(window)))
    constructor(options: Record<string, unknown>) {
      const window = new FakeWindow(options)
      windows.push(window)
      app.emit('web-contents-created', {}, strict('webContents', window.contents))
      // What is not told must throw here too.
      return strict('BrowserWindow', seen(window))
    }
  }

  const electron = {
    app: strict('app', {
      on: app.on.bind(app),
      whenReady: async () => {
        told['isReady'] = true
      },
      setName: (name: string) => void (told['name'] = name),
      setPath: (name: string, path: string) => void (told[name] = path),
      requestSingleInstanceLock: () => isFirst,
      getPreferredSystemLanguages: () => [...languages],
      exit: end,
      quit,
    }),
    BrowserWindow,
    dialog: strict('dialog', {
      showErrorBox: (title: string, text: string) => void shown.errors.push([title, text]),
      showMessageBox: async (box: { message: string }) => {
        shown.boxes.push(box)
        if (!choose) throw new Error(`the fake electron was not told what to choose: ${box.message}`)
        return { response: choose(box.message) }
      },
    }),
    ipcMain: strict('ipcMain', { on: ipc.on.bind(ipc) }),
    Menu: strict('Menu', {
      buildFromTemplate: (template: readonly MenuEntry[]) => template,
      setApplicationMenu: (menu: readonly MenuEntry[]) => void (shown.menu = menu),
    }),
    MessageChannelMain: FakeChannel,
    protocol: strict('protocol', {
      registerSchemesAsPrivileged: (schemes: unknown) => {
        if (told['isReady']) throw new Error('schemes must be registered before the application is ready')
        told['schemes'] = schemes
      },
      handle: (_scheme: string, handler: typeof handle) => void (handle = handler),
    }),
    safeStorage: strict('safeStorage', {
      getSelectedStorageBackend: () => keychain ?? 'basic_text',
      isAsyncEncryptionAvailable: async () => keychain !== undefined,
      encryptStringAsync: async (text: string) => Buffer.from(`${keychain}:${text}`),
      decryptStringAsync: async (sealed: Buffer) => {
        const [backend, text] = String(sealed).split(':')
        if (backend !== keychain) throw new Error('another keychain')
        return { shouldReEncrypt: false, result: text }
      },
    }),
    screen: strict('screen', { getPrimaryDisplay: () => areas[0], getAllDisplays: () => areas.toReversed() }),
    session: strict('session', {
      defaultSession: strict('defaultSession', {
        setPermissionRequestHandler: (handler: unknown) => void (told['permissionRequest'] = handler),
        setPermissionCheckHandler: (handler: unknown) => void (told['permissionCheck'] = handler),
        setDevicePermissionHandler: (handler: unknown) => void (told['devicePermission'] = handler),
      }),
    }),
    shell: strict('shell', {
      openExternal: async (address: string) => void shown.outside.push(address),
      openPath: async (path: string) => void shown.outside.push(path),
    }),
    utilityProcess: strict('utilityProcess', {
      fork: (module: string) => {
        const started = new FakeProcess(module)
        processes.push(started)
        return strict('UtilityProcess', started)
      },
    }),
  }

  return {
    electron: electron as unknown as Electron,
    windows,
    processes,
    shown,
    told,
    app,
    ended,
    requestPort: (frame = {}) =>
      new Promise(resolve => {
        const whole: FakeFrame = {
          url: 'app://calepin/contact',
          parent: null,
          isDestroyed: () => false,
          postMessage: (_channel, _message, [port]) => resolve(handedOver(port!)),
          ...frame,
        }
        ipc.emit('core-port', { senderFrame: strict('WebFrameMain', whole) })
      }),
    fetch: (address, init) => handle(new Request(address, init)),
    quit,
  }
}
