import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SIZES, writeDataset } from './dataset.ts'

describe('the bench dataset', () => {
  let folder = ''
  const read = (name: string, encoding: BufferEncoding = 'utf8'): Promise<string> => readFile(join(folder, 'one', name), encoding)
  const rowsOf = async (name: string, encoding?: BufferEncoding): Promise<Record<string, string>[]> =>
    parse(await read(name, encoding), { columns: true, delimiter: ';' })
  const digests = async (name: string): Promise<string[]> => {
    const files = (await readdir(join(folder, name))).sort()
    return Promise.all(files.map(async file => `${file} ${createHash('sha256').update(await readFile(join(folder, name, file))).digest('hex')}`))
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dataset-'))
    await writeDataset(join(folder, 'one'), '10k')
    await writeDataset(join(folder, 'two'), '10k')
    await writeDataset(join(folder, 'other'), '10k', 7)
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is the same bytes for the same seed, others for another', async () => {
    const [one, two, other] = await Promise.all([digests('one'), digests('two'), digests('other')])
    expect(one).toHaveLength(5)
    expect(two).toEqual(one)
    expect(other.filter(line => one.includes(line))).toEqual([])
  })

  it('has as many lines as its size says, each with all its cells', async () => {
    const sizes = SIZES['10k']
    expect(await rowsOf('contacts.csv')).toHaveLength(sizes.contacts)
    expect(await rowsOf('organisations.csv')).toHaveLength(sizes.organisations)
    expect(await rowsOf('opportunities.csv')).toHaveLength(sizes.opportunities)
    expect(new Set((await read('prefixes.txt')).trim().split('\n')).size).toBe(100)
  })

  it('names only organisations that exist, each once', async () => {
    const names = (await rowsOf('organisations.csv')).map(row => row['name'])
    const known = new Set(names)
    expect(known.size).toBe(names.length)
    const contacts = await rowsOf('contacts.csv')
    const employed = contacts.filter(row => row['organisation'])
    expect(employed.length / contacts.length).toBeCloseTo(0.95, 1)
    expect(employed.every(row => known.has(row['organisation']))).toBe(true)
    expect((await rowsOf('opportunities.csv')).every(row => known.has(row['organisation']))).toBe(true)
  })

  it('gives every person a reference and an address of their own', async () => {
    const contacts = await rowsOf('contacts.csv')
    expect(new Set(contacts.map(row => row['ref'])).size).toBe(contacts.length)
    expect(new Set(contacts.map(row => row['email'])).size).toBe(contacts.length)
    expect(contacts.every(row => /^[a-z0-9.-]+@[a-z]+\.example$/.test(row['email']!))).toBe(true)
  })

  it('quotes a note that holds the delimiter', async () => {
    const text = await read('contacts.csv')
    expect(text).toMatch(/;"[^"\n]*chiffrage ; livraison « express » souhaitée\.[^"\n]*"\n/)
    expect((await rowsOf('contacts.csv')).some(row => row['notes']!.includes('chiffrage ; livraison'))).toBe(true)
  })

  it('says the same in ISO-8859-1, but for letters which that lacks', async () => {
    const plain = (text: string): string => text.replace(/[^\u0000-\u00ff]/g, '?')
    expect(await read('contacts.latin1.csv', 'latin1')).toBe(plain(await read('contacts.csv')))
    expect(await read('contacts.csv')).toMatch(/[^\u0000-\u00ff]/)
  })

  it('holds some people of the filter that is measured, and far from all', async () => {
    const found = (await rowsOf('contacts.csv')).filter(row => row['city'] === 'Lyon' && row['sector'] === 'Informatique')
    expect(found.length).toBeGreaterThan(10)
    expect(found.length).toBeLessThan(500)
  })
})
