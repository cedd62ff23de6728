import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { expectAccessible } from './accessible.ts'
import { contacts, expect, startHost, test as base, visit } from './host.ts'

interface Options {
  /** Where the page is that is damaged, among those of the documents. */
  readonly damaged: 'end' | 'middle'
  readonly backup: boolean
}

/** A host that starts over data in which pages were damaged. */
const test = base.extend<Options>({
  damaged: ['end', { option: true }],
  backup: [true, { option: true }],
  host: async ({ damaged, backup }, use) => {
    const { folder, create, call, stop } = await startHost()
    await create('contact', contacts(90))
    if (backup) await call('backups.make', {})
    await create('contact', [{ lastName: 'Après' }])
    await stop()
    // A process of its own: the driver of the database is not for Playwright's.
    execFileSync(process.execPath, ['tests/e2e/damage-page.ts', folder, damaged])
    const host = await startHost(folder)
    await use(host)
    await host.close()
  },
})

test('over damaged data the window is one calm page, from which a backup takes their place', async ({ window, host }) => {
  await visit(window, host, '/contact')
  await expect(window.getByRole('heading', { level: 1, name: 'Vos données sont abîmées' })).toBeVisible()
  await expect(window.getByText('Une partie de vos fiches ne se lit plus.')).toBeVisible()
  await expect(window.getByText('Rien n’a été modifié.')).toBeVisible()
  await expect(window.getByText('90 contacts')).toBeVisible()
  await expect(window.getByRole('navigation')).toHaveCount(0)
  await expectAccessible(window)
  const restore = window.getByRole('button', { name: /^Restaurer la sauvegarde du/ })
  await restore.focus()
  await window.keyboard.press('Enter')
  await expect(window.getByRole('grid', { name: 'Contacts' })).toHaveAttribute('aria-rowcount', '91', { timeout: 20_000 })
  await visit(window, host, '/secours')
  await expect(window.getByText('Aucune page abîmée n’y a été trouvée.')).toBeVisible()
})

test('what can still be read is exported as tables, and what cannot is named', async ({ window, host }) => {
  await visit(window, host, '/contact')
  await window.getByRole('button', { name: 'Exporter ce qui se lit encore' }).click()
  await expect(window.getByText(/^Fiches lues\s: \d+\. Fiches illisibles\s: \d+\.$/)).toBeVisible({ timeout: 20_000 })
  const [read, lost] = (await window.getByText(/^Fiches lues/).innerText()).match(/\d+/g)!.map(Number)
  expect(lost).toBeGreaterThan(0)
  expect(read! + lost!).toBe(92)
  await expectAccessible(window)
  const files = window.getByRole('listitem').filter({ hasText: '.csv' })
  await expect(files).toHaveText([/Contacts\.csv/, /Fiches illisibles\.csv/])
  const saved = window.waitForEvent('download')
  await window.getByRole('button', { name: 'Télécharger Fiches illisibles.csv' }).click()
  const lines = (await readFile(await (await saved).path(), 'utf8')).trim().split('\r\n')
  expect(lines).toHaveLength(lost! + 1)
  expect(lines[0]).toContain('Type;Nom;Identifiant')
  expect(lines.join()).toContain('Après')
})

test.describe('without a backup', () => {
  test.use({ backup: false })

  test('the page says what else can be done', { tag: '@long' }, async ({ window, host }) => {
    await visit(window, host, '/contact')
    await expect(window.getByText('Aucune sauvegarde de ces données n’a été trouvée')).toBeVisible()
    await expect(window.getByRole('listitem')).toHaveCount(3)
    await expectAccessible(window)
    await window.getByRole('button', { name: 'Chercher à nouveau' }).click()
    await expect(window.getByRole('button', { name: /^Restaurer/ })).toHaveCount(0)
  })
})

test.describe('where neither end of a table is damaged', () => {
  test.use({ damaged: 'middle' })

  test('the window opens as ever, and says so once all was read', { tag: '@long' }, async ({ window, host }) => {
    await visit(window, host, '/contact')
    await expect(window.getByRole('grid', { name: 'Contacts' })).toBeVisible()
    await expect(window.getByRole('alert').filter({ hasText: 'Une partie de vos données est abîmée.' })).toBeVisible({ timeout: 20_000 })
    await window.getByRole('link', { name: 'Que faire ?' }).click()
    await expect(window.getByText('Une partie de vos fiches ne se lit plus.')).toBeVisible()
    await expect(window.getByRole('button', { name: /^Restaurer la sauvegarde du/ })).toBeVisible()
    await expectAccessible(window)
  })
})
