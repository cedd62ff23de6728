import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FileStore, openFileStore } from './file-store.ts'

const keyring = { key: (purpose: string): Buffer => createHash('sha256').update(purpose).digest() }
const UNKNOWN = '00000000-0000-4000-8000-000000000000'

let data: string
let store: FileStore

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'calepin-files-'))
  store = await openFileStore(data, keyring)
})
afterEach(() => rm(data, { recursive: true }))

async function* stream(...pieces: string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece)
}

const text = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

const filesOf = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('un secret bien gardé')])

describe('a staged file', () => {
  it('keeps its name, type, size and bytes, and can be read again', async () => {
    const { file, size } = await store.stage('Clients été.csv', stream('nom;ville\n', 'Lefèvre;Tours\n'))
    const opened = (await store.open(file))!
    expect(opened).toMatchObject({ name: 'Clients été.csv', mime: 'text/csv', size })
    expect(await text(opened.bytes)).toBe('nom;ville\nLefèvre;Tours\n')
    expect(await text(opened.bytes)).toBe('nom;ville\nLefèvre;Tours\n')
    expect(size).toBe(25)
  })

  it('may be empty', async () => {
    const { file } = await store.stage('vide.txt', stream())
    const opened = (await store.open(file))!
    expect(opened.size).toBe(0)
    expect(await text(opened.bytes)).toBe('')
  })

  it('loses the folders of its name', async () => {
    const { file } = await store.stage('C:\\Documents\\..\\clients.csv', stream('a'))
    expect((await store.open(file))!.name).toBe('clients.csv')
  })

  it('keeps its extension when its name is too long', async () => {
    const { file } = await store.stage(`${'é'.repeat(500)}.vcf`, stream('a'))
    const { name, size } = (await store.open(file))!
    expect(name).toBe(`${'é'.repeat(196)}.vcf`)
    expect(size).toBe(1)
  })

  it('is refused beyond the given size, and nothing of it stays', async () => {
    await expect(store.stage('gros.csv', stream('12345', '67890'), { maxBytes: 9 })).rejects.toMatchObject({ failure: { code: 'FILE_TOO_LARGE', params: { maxBytes: 9 } } })
    expect(await filesOf(data)).toEqual([])
  })

  it('leaves nothing when its upload breaks off', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(200_000)
      throw new Error('gone')
    }
    await expect(store.stage('gros.csv', broken())).rejects.toThrow('gone')
    expect(await filesOf(data)).toEqual([])
  })

  it('is gone once removed, and may be removed twice', async () => {
    const { file } = await store.stage('clients.csv', stream('a'))
    await store.remove(file)
    await store.remove(file)
    expect(await store.open(file)).toBeUndefined()
  })

  it('is refused when another one was put in its place', async () => {
    const [one, two] = [await store.stage('a.csv', stream('un')), await store.stage('b.csv', stream('deux'))]
    await rename(join(data, 'files/staged', one.file), join(data, 'files/staged', two.file))
    await expect(store.open(two.file)).rejects.toMatchObject({ failure: { code: 'STORE_DAMAGED' } })
  })
})

describe('a record’s file', () => {
  it('is found by the SHA-256 of its bytes', async () => {
    const ref = await store.put(png, 'portrait')
    expect(ref).toEqual({ file: createHash('sha256').update(png).digest('hex'), name: 'portrait', mime: 'image/png', size: png.length })
    const opened = (await store.open(ref.file))!
    expect(opened).toMatchObject({ name: 'portrait', mime: 'image/png', size: png.length })
    expect(await text(opened.bytes)).toBe(png.toString())
  })

  it('is kept once, however often it comes', async () => {
    const refs = await Promise.all([store.put(png, 'a.png'), store.put(png, 'b.png')])
    await store.put(png, 'c.png')
    expect(new Set(refs.map(ref => ref.file)).size).toBe(1)
    expect(await filesOf(data)).toHaveLength(1)
  })

  it('stays when the store is swept', async () => {
    const { file } = await store.put(png, 'a.png')
    await (await openFileStore(data, keyring)).sweep(new Set())
    expect(await store.open(file)).toBeDefined()
  })
})

describe('discarding', () => {
  const none = async (): Promise<Set<string>> => new Set()

  it('takes from the disk what nobody names, and nothing else', async () => {
    const [a, b] = [await store.put(Buffer.from('a'), 'a.txt'), await store.put(Buffer.from('b'), 'b.txt')]
    const { file: staged } = await store.stage('c.txt', stream('c'))
    await store.discard(new Set([a.file, b.file, staged, '../keyring.json']), async () => new Set([b.file]))
    expect(await store.open(a.file)).toBeUndefined()
    expect(await store.open(b.file)).toBeDefined()
    expect(await store.open(staged)).toBeDefined()
  })

  it('leaves what is put again while it asks who needs it', async () => {
    const { file } = await store.put(Buffer.from('a'), 'a.txt')
    await store.discard(new Set([file]), async () => {
      await store.put(Buffer.from('a'), 'b.txt')
      return new Set()
    })
    expect(await store.open(file)).toBeDefined()
    await store.discard(new Set([file]), none)
    expect(await store.open(file)).toBeUndefined()
  })

  it('asks only once whoever was putting files has asked for their write', async () => {
    const said: string[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    const writing = store.hold(() => promise).then(() => said.push('write'))
    const discarding = store.discard(new Set(), async () => {
      said.push('ask')
      return new Set()
    })
    await expect(store.hold(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    resolve()
    await Promise.all([writing, discarding])
    expect(said).toEqual(['write', 'ask'])
  })
})

describe('the folder', () => {
  it('shows neither content nor names nor the hash of what it holds', async () => {
    const { file } = await store.put(png, 'portrait-de-famille.png')
    await store.stage('liste-des-clients.csv', stream('un secret bien gardé'))
    const paths = await filesOf(data)
    expect(paths).toHaveLength(2)
    for (const path of paths) {
      const bytes = await readFile(path)
      for (const secret of ['secret bien', 'famille', 'clients', file]) {
        expect(bytes.includes(secret)).toBe(false)
        expect(path).not.toContain(secret)
      }
    }
  })

  it('cannot be left by an id', async () => {
    await writeFile(join(data, 'keyring.json'), 'x')
    for (const id of ['../keyring.json', '../../keyring.json', 'files', '', '.', `${UNKNOWN}/../../keyring.json`, '%2e%2e', `${'a'.repeat(64)}\n`]) {
      expect(await store.open(id)).toBeUndefined()
      await store.remove(id)
    }
    expect(await readFile(join(data, 'keyring.json'), 'utf8')).toBe('x')
    expect(await store.open(UNKNOWN)).toBeUndefined()
  })

  it('is freed of what earlier runs left and nobody needs', async () => {
    const [needed, forgotten] = [await store.stage('a.csv', stream('a')), await store.stage('b.csv', stream('b'))]
    await writeFile(join(data, 'files/unfinished/0'), 'half')
    const next = await openFileStore(data, keyring)
    const fresh = await next.stage('c.csv', stream('c'))
    await next.sweep(new Set([needed.file]))
    expect(await next.open(needed.file)).toBeDefined()
    expect(await next.open(fresh.file)).toBeDefined()
    expect(await next.open(forgotten.file)).toBeUndefined()
    expect(await readdir(join(data, 'files/unfinished'))).toEqual([])
  })
})

describe('the disk', () => {
  it('when full or read-only is an expected failure', async () => {
    const failing = (code: string) =>
      async function* (): AsyncGenerator<Uint8Array> {
        yield Buffer.from('a')
        throw Object.assign(new Error(code), { code, path: '/x' })
      }
    await expect(store.stage('a', failing('ENOSPC')())).rejects.toMatchObject({ failure: { code: 'DISK_FULL', params: { path: '/x' } } })
    await expect(store.stage('a', failing('EROFS')())).rejects.toMatchObject({ failure: { code: 'READ_ONLY' } })
  })
})
