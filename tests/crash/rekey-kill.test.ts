import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openFileStore } from '../../main/kernel/files/file-store.ts'
import { finishRekey } from '../../main/kernel/keys/rekey.ts'
import { openDb } from '../../main/kernel/store/driver.ts'
import { openKeyring } from '../../main/kernel/store/keyring.ts'
import { openTestCore, stage, valueOf } from '../fixtures/core.ts'
import { temporaryFolder } from '../fixtures/folder.ts'

/** What is renamed, in this order, while a key changes; nothing else of it happens at once. */
const STEPS = ['kept', 'keyring.json.rekeyed', 'rekey.json', 'files.replaced', 'files', 'calepin.db', 'keyring.json'] as const

type When = 'before' | 'after'

/** Runs in the process: kills it just before or after the step. */
const killer = (step: string, when: When): string => `
  import fs from 'node:fs/promises'
  import { syncBuiltinESMExports } from 'node:module'
  import { basename } from 'node:path'
  const { rename } = fs
  const kill = () => { process.kill(process.pid, 'SIGKILL'); for (;;); }
  fs.rename = async (from, to) => {
    const met = basename(to) === '${step}' || ('${step}' === 'kept' && to.includes('/kept/'))
    if (met && '${when}' === 'before') kill()
    await rename(from, to)
    if (met) kill()
  }
  syncBuiltinESMExports()`

/** Changes the key, or the passphrase, until the step if there is one; answers what ended the process. */
const rekey = async (folder: string, step?: (typeof STEPS)[number], when: When = 'before', passphrases: readonly string[] = []): Promise<string | number> => {
  const preload = step ? ['--import', `data:text/javascript,${encodeURIComponent(killer(step, when))}`] : []
  const child = spawn(process.execPath, [...preload, 'tests/crash/rekeyer.ts', join(folder, 'data'), join(folder, 'config'), ...passphrases], { stdio: ['ignore', 'ignore', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  return signal ?? code!
}

const textIn = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

it('a change of the key that is killed at any step leaves data that open, under the old key or the new, with nothing between', async () => {
  const test = await openTestCore()
  const staged = await stage(test, 'plan.txt', 'le plan du four')
  const { record } = await valueOf(test.client.entities.save({ type: 'contact', patch: { lastName: 'Moreau' } }))
  const { record: document } = await valueOf(
    test.client.entities.save({ type: 'document', patch: { name: 'plan.txt', subject: record.id, file: { file: staged, name: 'plan.txt', mime: 'text/plain', size: 15 } } }),
  )
  const { file } = document['file'] as { file: string }
  await test.core.close()

  const look = async (folder: string) => {
    const [data, config] = [join(folder, 'data'), join(folder, 'config')]
    await finishRekey(data)
    const keyring = await openKeyring({ data, config })
    const db = openDb(join(data, 'calepin.db'), { key: keyring.key('database'), readonly: true })
    const contacts = db.sql('select f_lastName name from contact').all()
    db.close()
    const text = await textIn((await (await openFileStore(data, keyring)).open(file))!.bytes)
    return { id: keyring.id, found: { contacts, text, left: readdirSync(data).filter(name => !/^(calepin\.db(-wal|-shm)?|files|keyring\.json|lock)$/.test(name)) } }
  }
  const sound = { contacts: [{ name: 'Moreau' }], text: 'le plan du four', left: [] }
  const before = await look(test.folder)
  expect(before.found).toEqual(sound)

  for (const [i, step] of STEPS.entries()) {
    for (const when of ['before', 'after'] as const) {
      const folder = temporaryFolder()
      cpSync(test.folder, folder, { recursive: true })
      expect(await rekey(folder, step, when), `${when} ${step}`).toBe('SIGKILL')
      const after = await look(folder)
      expect(after.found, `${when} ${step}`).toEqual(sound)
      // The mark decides.
      const marked = i > STEPS.indexOf('rekey.json') || (step === 'rekey.json' && when === 'after')
      expect(after.id !== before.id, `${when} ${step}`).toBe(marked)
      // And it can be changed again.
      if (when === 'after') {
        expect(await rekey(folder)).toBe(0)
        expect((await look(folder)).found).toEqual(sound)
      }
    }
  }
}, 600_000)

it('a change of the passphrase that is killed at any instant leaves the old one or the new', async () => {
  const [old, fresh] = ['le vieux pont de bois', 'quatre sabots de cuivre']
  for (const when of ['before', 'after'] as const) {
    const folder = temporaryFolder()
    const [data, config] = [join(folder, 'data'), join(folder, 'config')]
    const { id } = await openKeyring({ data, config, passphrase: old })
    expect(await rekey(folder, 'keyring.json', when, [old, fresh])).toBe('SIGKILL')
    const [opens, refused] = when === 'before' ? [old, fresh] : [fresh, old]
    expect(await openKeyring({ data, config, passphrase: opens })).toMatchObject({ id })
    await expect(openKeyring({ data, config, passphrase: refused })).rejects.toThrow('KEY_WRONG')
    expect(await rekey(folder, undefined, when, [opens, 'encore une autre phrase'])).toBe(0)
    expect(await openKeyring({ data, config, passphrase: 'encore une autre phrase' })).toMatchObject({ id })
  }
}, 600_000)
