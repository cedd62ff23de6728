import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openCore } from '../../main/host/core.ts'
import { type DesktopOptions, startDesktop } from '../../main/host/electron-desktop.ts'
import { messagePort } from '../../renderer/kernel/rpc/message-port.ts'
import type { contract } from '../../shared/contract.ts'
import { createCaller, createClient } from '../../shared/kernel/rpc/client.ts'
import type { Client } from '../../shared/kernel/rpc/contract.ts'
import type { JobView } from '../../shared/kernel/rpc/schemas.ts'
import { type FakeElectron, fakeElectron, type Told } from '../fakes/electron.ts'
import { valueOf } from '../fixtures/core.ts'
import { temporaryFolder } from '../fixtures/folder.ts'

interface Desktop {
  readonly fake: FakeElectron
  /** Resolves once the window is open. */
  readonly started: Promise<void>
  readonly folder: string
  client(): Promise<Client<typeof contract>>
}

/** The desktop program over the fake, with the real core in a thread instead of a process. */
const start = (told: Told = {}, folder = temporaryFolder(), more: readonly string[] = []): Desktop => {
  const fake = fakeElectron({ choose: () => 0, ...told })
  const options: DesktopOptions = {
    argv: ['.', `--data=${join(folder, 'data')}`, '--config', join(folder, 'config'), '--disable-gpu', ...more],
    platform: 'linux',
    env: {},
    home: folder,
    cwd: folder,
    coreModule: fileURLToPath(new URL('../../main/host/electron-core.ts', import.meta.url)),
    preload: '/preload/index.cjs',
    staticDir: join(folder, 'window'),
  }
  onTestFinished(async () => {
    for (const { thread } of fake.processes) await thread.terminate()
  })
  return {
    fake,
    folder,
    started: startDesktop(fake.electron, options),
    client: async () => createClient<typeof contract>(createCaller(messagePort((await fake.requestPort()) as unknown as MessagePort))),
  }
}

const quit = async ({ fake }: Desktop): Promise<number> => {
  fake.quit()
  return fake.ended
}

describe('the desktop program', () => {
  it('serves its window over a port, and reads again what it kept', async () => {
    const first = start()
    await first.started
    const client = await first.client()
    const seen: string[] = []
    const watching = new AbortController()
    void client.entities.watch({ type: 'contact' }, ({ ids }) => seen.push(...ids), { signal: watching.signal })
    const { record } = await valueOf(client.entities.save({ type: 'contact', patch: { firstName: 'Zoé', lastName: 'Ménard' } }))
    await expect.poll(() => seen).toEqual([record.id])
    watching.abort()
    expect((await valueOf(client.search.find({ text: 'men zo' }))).hits).toMatchObject([{ id: record.id }])
    expect(await quit(first)).toBe(0)

    const second = start({}, first.folder)
    await second.started
    expect((await valueOf((await second.client()).entities.get({ id: record.id }))).record).toMatchObject({ lastName: 'Ménard' })
    expect(await quit(second)).toBe(0)
  })

  it('takes and gives the bytes of files by its own scheme', async () => {
    const desktop = start()
    await desktop.started
    const { fetch } = desktop.fake
    const table = `nom;prénom\n${Array.from({ length: 5_000 }, (_, i) => `Martin${i};Élise\n`).join('')}`
    const sent = await fetch(`app://calepin/api/files?name=${encodeURIComponent('été.csv')}`, { method: 'PUT', body: new Blob([table]) })
    expect(sent.status).toBe(200)
    const { value } = (await sent.json()) as { value: { file: string } }
    const got = await fetch(`app://calepin/api/files/${value.file}`)
    expect(got.headers.get('content-disposition')).toBe(`attachment; filename="_t_.csv"; filename*=UTF-8''%C3%A9t%C3%A9.csv`)
    expect(got.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await got.text()).toBe(table)
    const client = await desktop.client()
    const { job } = await valueOf(client.imports.start({ file: value.file, type: 'contact' }))
    const ended: JobView = await valueOf(client.jobs.watch({ job }, () => {}))
    expect(ended).toMatchObject({ state: 'done', done: 5_000 })
    for (const [address, init, status, code] of [
      ['app://calepin/api/files/nothing', {}, 404, 'FILE_NOT_FOUND'],
      ['app://calepin/api/files', { method: 'PUT', body: 'x' }, 400, 'BAD_INPUT'],
      ['app://calepin/api/entities.list', { method: 'POST', body: '{}' }, 404, 'UNKNOWN_METHOD'],
    ] as const) {
      const refused = await fetch(address, init)
      expect([refused.status, ((await refused.json()) as { error: { code: string } }).error.code]).toEqual([status, code])
    }
    await quit(desktop)
  })

  it('leaves nothing of a file that stops coming half-way', async () => {
    const desktop = start()
    await desktop.started
    let pieces = 0
    const broken = new ReadableStream({
      pull: controller => (pieces++ < 10 ? controller.enqueue(new Uint8Array(100_000)) : controller.error(new Error('the page is gone'))),
    })
    const answer = await desktop.fake.fetch('app://calepin/api/files?name=a.csv', { method: 'PUT', body: broken, duplex: 'half' } as RequestInit)
    expect(await answer.json()).toMatchObject({ ok: false, error: { code: 'CANCELLED' } })
    const kept = await readdir(join(desktop.folder, 'data'), { recursive: true, withFileTypes: true })
    expect(kept.filter(entry => entry.isFile() && /staged|files/.test(entry.parentPath))).toEqual([])
    await quit(desktop)
    expect(existsSync(join(desktop.folder, 'data/calepin.log'))).toBe(false)
  })

  it('hands no port to a page or frame that is not its own', async () => {
    const desktop = start()
    await desktop.started
    const refused = vi.fn<() => void>()
    for (const frame of [{ url: 'https://exemple.example/' }, { url: 'app://autre/' }, { parent: {} }, { isDestroyed: () => true }]) void desktop.fake.requestPort(frame).then(refused)
    // A port that is granted later shows that those before it were answered.
    await valueOf((await desktop.client()).app.info({}))
    expect(refused).not.toHaveBeenCalled()
    await quit(desktop)
  })

  it('opens one window that can reach nothing of the system', async () => {
    const desktop = start()
    await desktop.started
    const [window] = desktop.fake.windows
    expect(window!.options).toMatchObject({ show: false, width: 1280, height: 860, webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false } })
    expect(window!.done).toEqual(['load app://calepin/'])
    window!.emit('ready-to-show')
    expect(window!.done).toContain('show')
    desktop.fake.app.emit('second-instance')
    expect(desktop.fake.windows).toHaveLength(1)
    expect(window!.done.at(-1)).toBe('focus')
    await quit(desktop)
  })

  it('opens again as it was closed', async () => {
    const first = start()
    await first.started
    Object.assign(first.fake.windows[0]!, { bounds: { x: 50, y: 60, width: 1100, height: 800 }, isMaximised: true })
    await quit(first)
    const second = start({}, first.folder)
    await second.started
    const [window] = second.fake.windows
    expect(window!.options).toMatchObject({ x: 50, y: 60, width: 1100, height: 800 })
    window!.emit('ready-to-show')
    expect(window!.done).toEqual(['load app://calepin/', 'maximise', 'show'])
    await quit(second)
  })

  it('ends at once when it runs already', async () => {
    const desktop = start({ isFirst: false })
    await desktop.started
    expect(await desktop.fake.ended).toBe(0)
    expect(desktop.fake.processes).toEqual([])
    expect(desktop.fake.told['isReady']).toBeUndefined()
  })

  it('says what is wrong with its command line', async () => {
    const desktop = start({}, temporaryFolder(), ['--data'])
    await desktop.started
    expect(await desktop.fake.ended).toBe(2)
    expect(desktop.fake.shown.errors).toEqual([['Calepin ne peut pas s’ouvrir', 'Il manque une valeur après --data.']])
  })
})

describe('the key of a desktop program', () => {
  it('lies in the keychain of the system', async () => {
    const desktop = start({ keychain: 'gnome_libsecret' })
    await desktop.started
    expect(await valueOf((await desktop.client()).app.info({}))).toMatchObject({ keyPlace: 'keychain' })
    expect(desktop.fake.shown.boxes).toEqual([])
    expect(existsSync(join(desktop.folder, 'config/keys'))).toBe(false)
    await quit(desktop)

    const elsewhere = start({ keychain: 'kwallet6' }, desktop.folder)
    expect(await elsewhere.fake.ended).toBe(1)
    expect(elsewhere.fake.shown.errors[0]![1]).toContain('viennent d’un autre ordinateur')
    const locked = start({ languages: ['en-GB'] }, desktop.folder)
    expect(await locked.fake.ended).toBe(1)
    expect(locked.fake.shown.errors[0]).toEqual(['Calepin cannot open', expect.stringContaining('which is not available')])
  })

  it('lies in a key file where there is no keychain, which is said once', async () => {
    const desktop = start({ keychain: 'basic_text' })
    await desktop.started
    expect(await valueOf((await desktop.client()).app.info({}))).toMatchObject({ keyPlace: 'keyFile' })
    expect(desktop.fake.shown.boxes).toMatchObject([{ type: 'info', detail: expect.stringContaining(join(desktop.folder, 'config/keys')) as string }])
    await quit(desktop)
    const again = start({ keychain: 'gnome_libsecret' }, desktop.folder)
    await again.started
    expect(await valueOf((await again.client()).app.info({}))).toMatchObject({ keyPlace: 'keyFile' })
    expect(again.fake.shown.boxes).toEqual([])
    await quit(again)
  })
})

describe('a core that is gone', () => {
  it('is started again when the person wants it, and the window finds it', async () => {
    const desktop = start({ keychain: 'kwallet6' })
    await desktop.started
    const client = await desktop.client()
    const { record } = await valueOf(client.entities.save({ type: 'contact', patch: { lastName: 'Ménard' } }))
    await desktop.fake.processes[0]!.thread.terminate()
    await expect.poll(() => client.app.info({})).toMatchObject({ error: { code: 'CANCELLED' } })
    expect(await valueOf((await desktop.client()).entities.get({ id: record.id }))).toMatchObject({ record: { lastName: 'Ménard' } })
    expect(desktop.fake.shown.boxes).toMatchObject([{ type: 'error', message: 'Calepin s’est arrêté de façon inattendue', buttons: ['Redémarrer', 'Quitter'] }])
    expect(desktop.fake.processes).toHaveLength(2)
    await quit(desktop)
  })

  it('ends the program when the person wants that', async () => {
    const desktop = start({ keychain: 'kwallet6', choose: () => 1 })
    await desktop.started
    await desktop.fake.processes[0]!.thread.terminate()
    expect(await desktop.fake.ended).toBe(1)
  })

  it('is told with its reason when it cannot be opened', async () => {
    const folder = temporaryFolder()
    const other = await openCore({ data: join(folder, 'data'), config: join(folder, 'config') })
    const desktop = start({}, folder)
    expect(await desktop.fake.ended).toBe(1)
    expect(desktop.fake.shown.errors).toEqual([['Calepin ne peut pas s’ouvrir', expect.stringContaining('déjà ouvertes par un autre Calepin')]])
    expect(desktop.fake.windows).toEqual([])
    await other.close()
  })

  it('is told as a bug when nobody expected it, and noted', async () => {
    const folder = temporaryFolder()
    await mkdir(join(folder, 'data'), { recursive: true })
    await writeFile(join(folder, 'data/files'), 'a file where the folder of files belongs')
    const desktop = start({}, folder)
    expect(await desktop.fake.ended).toBe(1)
    expect(desktop.fake.shown.errors[0]![1]).toContain('Une erreur inattendue')
    expect(readFileSync(join(folder, 'data/calepin.log'), 'utf8')).toMatch(/ core Error\n(.*\n)+.* start Error\n/)
  })
})
