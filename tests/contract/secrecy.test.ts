import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ended, importFile, openTestCore, stage, valueOf } from '../fixtures/core.ts'

/** Words that occur nowhere else, each in one kind of content. */
const WORDS = {
  name: 'Quintefeuille',
  town: 'Rocamadour-les-Eaux',
  note: 'préfère le chêne huilé',
  document: 'Devis confidentiel 4711',
  documentName: 'secret-des-terrasses',
  photo: 'PHOTO-OF-QUINTEFEUILLE',
  row: 'Vesperalis',
  wrongRow: 'courriel-sans-arobase',
  importName: 'fichier-des-habitues',
  trashed: 'Oubliettes',
} as const

/** Bytes that a word may lie as. */
const forms = (word: string): Buffer[] => [Buffer.from(word), Buffer.from(word, 'utf16le'), Buffer.from(Buffer.from(word).toString('base64').slice(0, -3)), Buffer.from(word.toLowerCase())]

const found = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .flatMap(entry => {
      const path = join(entry.parentPath, entry.name)
      const bytes = Buffer.concat([Buffer.from(path), readFileSync(path)])
      return Object.entries(WORDS)
        .filter(([, word]) => forms(word).some(form => bytes.includes(form)))
        .map(([what]) => `${what} in ${path}`)
    })

describe('the data folder', () => {
  it('shows nothing of what it keeps: records, files, photos, imports, backups and logs, also once its key has changed', async () => {
    const test = await openTestCore()
    const { client, core, folder } = test
    const data = join(folder, 'data')
    const picture = await stage(test, 'portrait.png', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(WORDS.photo)]))
    const image = { file: picture, name: 'portrait.png', mime: 'image/png', size: 8 + WORDS.photo.length }
    const { record } = await valueOf(client.entities.save({ type: 'contact', patch: { lastName: WORDS.name, address: { city: WORDS.town }, picture: image } }))
    await valueOf(client.entities.save({ type: 'note', patch: { text: WORDS.note, subject: record.id } }))
    const file = await stage(test, `${WORDS.documentName}.txt`, WORDS.document)
    await valueOf(client.entities.save({ type: 'document', patch: { name: WORDS.documentName, file: { file, name: `${WORDS.documentName}.txt`, mime: 'text/plain', size: WORDS.document.length }, subject: record.id } }))
    const job = await importFile(test, `${WORDS.importName}.csv`, `Nom;Courriel\n${WORDS.row};a@example.org\n${WORDS.row};${WORDS.wrongRow}\n`)
    expect(job.counts).toMatchObject({ failed: 1 })
    await valueOf(client.imports.errorFile({ job: job.job, language: 'fr' }))
    const { job: exporting } = await valueOf(client.imports.export({ type: 'contact', format: 'vcf', language: 'fr' }))
    await ended(test, exporting)
    const gone = await valueOf(client.entities.save({ type: 'organisation', patch: { name: WORDS.trashed } }))
    await valueOf(client.entities.remove({ type: 'organisation', id: gone.record.id }))
    await valueOf(client.backups.make({}))
    expect(readdirSync(data)).toEqual(expect.arrayContaining(['calepin.db', 'calepin.db-wal', 'backups', 'files']))
    expect((await valueOf(client.search.find({ text: WORDS.name }))).hits).toHaveLength(1)
    expect(found(folder)).toEqual([])
    const lost = client.entities.watch({}, () => {})
    await valueOf(client.keys.rotate({}))
    await lost
    expect(await core.call('search.find', { text: WORDS.name }, new AbortController().signal)).toMatchObject({ value: { hits: [{}] } })
    expect(found(folder)).toEqual([])
    await core.close()
    expect(found(folder)).toEqual([])
    // What is looked for would be seen.
    writeFileSync(join(data, 'plain'), Object.values(WORDS).map((word, i) => forms(word)[i % 4]!).reduce((all, form) => Buffer.concat([all, form])))
    expect(found(folder)).toHaveLength(Object.keys(WORDS).length)
  }, 60_000)
})
