import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test as plain } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { contacts, expect, test, visit } from './host.ts'

const OLD = 'le vieux pont de bois'
const NEW = 'quatre sabots de cuivre'

test('a passphrase is chosen, changed and taken away, with what is wrong said beside each field', async ({ window, host }) => {
  await visit(window, host, '/securite')
  await expect(window.getByText('Un fichier de clé les ouvre')).toBeVisible()
  await expectAccessible(window)
  await window.getByRole('button', { name: 'Choisir une phrase secrète' }).click()
  const dialog = window.getByRole('dialog')
  await expect(dialog.getByText('seule la clé de secours rouvrira vos données')).toBeVisible()
  await expectAccessible(window)
  const fresh = dialog.getByLabel('Nouvelle phrase secrète')
  const again = dialog.getByLabel('La même, une seconde fois')
  await expect(fresh).toBeFocused()
  await fresh.fill('court')
  await again.fill('court')
  await window.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toHaveText('Elle est trop courte. Prenez au moins 12 caractères.')
  await expect(fresh).toBeFocused()
  await fresh.fill(OLD)
  await window.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('ne sont pas les mêmes')
  await again.fill(OLD)
  await window.keyboard.press('Enter')
  await expect(window.getByText('Phrase secrète enregistrée')).toBeVisible({ timeout: 20_000 })
  await expect(window.getByText('Votre phrase secrète les ouvre')).toBeVisible()
  await expect(window.getByText('Chiffré par votre phrase secrète')).toBeVisible()

  await window.getByRole('button', { name: 'Changer la phrase secrète' }).click()
  await dialog.getByLabel('Phrase secrète actuelle').fill('une tout autre phrase')
  await fresh.fill(NEW)
  await again.fill(NEW)
  await window.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('Ce n’est pas la phrase secrète actuelle', { timeout: 20_000 })
  await dialog.getByLabel('Phrase secrète actuelle').fill(OLD)
  await window.keyboard.press('Enter')
  await expect(dialog).toBeHidden({ timeout: 20_000 })

  await window.getByRole('button', { name: 'Ne plus la demander' }).click()
  await dialog.getByLabel('Phrase secrète actuelle').fill(NEW)
  await window.keyboard.press('Enter')
  await expect(window.getByText('Un fichier de clé les ouvre')).toBeVisible({ timeout: 20_000 })
})

test('the recovery key is made anew, and the encryption key changes without losing anything', { tag: '@long' }, async ({ window, host }) => {
  await host.create('contact', contacts(12))
  await visit(window, host, '/securite')
  const dialog = window.getByRole('dialog')
  const key = dialog.getByText(/^([0-9A-Z]{5}-){10}[0-9A-Z]{5}$/)
  await window.getByRole('button', { name: 'Montrer la clé' }).click()
  const first = await key.textContent()
  await window.keyboard.press('Escape')
  await window.getByRole('button', { name: 'En faire une nouvelle' }).click()
  await dialog.getByRole('button', { name: 'En faire une nouvelle' }).click()
  await expect(key).not.toHaveText(first!)
  await window.keyboard.press('Escape')

  await window.getByRole('button', { name: 'Changer la clé de chiffrement' }).click()
  await expectAccessible(window)
  await dialog.getByRole('button', { name: 'Changer la clé de chiffrement' }).click()
  await expect(window.getByText('Changement de clé')).toBeVisible()
  await expect(window.getByText('La clé de chiffrement a été changée le')).toBeVisible({ timeout: 40_000 })
  await expectAccessible(window)
  await visit(window, host, '/contact')
  await expect(window.getByRole('grid', { name: 'Contacts' })).toHaveAttribute('aria-rowcount', '13')
})

plain('a window asks for the passphrase where the host was given none, and opens by the recovery key too', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'calepin-locked-'))
  const said: string[] = []
  page.on('console', message => message.type() === 'error' && said.push(message.text()))
  page.on('pageerror', error => said.push(String(error)))
  let child: ChildProcess | undefined
  /** As by its icon, with no browser of its own: this one takes its place. */
  const start = async (passphrase?: string): Promise<string> => {
    const args = ['dist/app/main/host/node.js', '--data', join(folder, 'data'), '--config', join(folder, 'config'), '--port', '0', '--token', 'locked-0123456789']
    const env = { ...process.env, CALEPIN_CHROMIUM: '', CALEPIN_PASSPHRASE: passphrase ?? '' }
    child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'], env })
    const line = await createInterface({ input: child.stdout! })[Symbol.asyncIterator]().next()
    return (JSON.parse(line.value as string) as { url: string }).url
  }
  const stop = async (): Promise<void> => {
    const gone = once(child!, 'exit')
    child!.kill('SIGTERM')
    await gone
  }
  const call = async <T>(url: string, method: string, input: unknown): Promise<T> =>
    (await (await fetch(`${url}api/${method}`, { method: 'POST', headers: { authorization: 'Bearer locked-0123456789', 'content-type': 'application/json' }, body: JSON.stringify(input) })).json()) as T
  try {
    const open = await start(OLD)
    await call(open, 'entities.save', { type: 'contact', patch: { lastName: 'Moreau' } })
    const { value } = await call<{ value: { key: string } }>(open, 'backups.recoveryKey', {})
    await page.goto('about:blank')
    await stop()

    const locked = await start()
    expect(await call(locked, 'entities.list', { type: 'contact', limit: 1 })).toMatchObject({ ok: false, error: { code: 'KEY_MISSING' } })
    await page.goto(`${locked}?token=locked-0123456789`)
    await expect(page.getByRole('heading', { level: 1, name: 'Vos données sont protégées' })).toBeVisible()
    await expectAccessible(page)
    await expect(page.getByLabel('Phrase secrète ou clé de secours')).toBeFocused()
    await page.keyboard.type(NEW)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toContainText('Cela n’ouvre pas vos données', { timeout: 20_000 })
    await page.keyboard.type(OLD)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Contacts' })).toBeVisible({ timeout: 30_000 })
    await page.goto('about:blank')
    await stop()

    const again = await start()
    await page.goto(`${again}?token=locked-0123456789`)
    await page.getByLabel('Phrase secrète ou clé de secours').fill(value.key.toLowerCase())
    await page.getByRole('button', { name: 'Ouvrir Calepin' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Contacts' })).toBeVisible({ timeout: 30_000 })
    expect(await call(again, 'keys.state', {})).toMatchObject({ ok: true, value: { place: 'keyFile' } })
    expect(said).toEqual([])
  } finally {
    if (child && child.exitCode === null) await stop()
    await rm(folder, { recursive: true, force: true })
  }
})
