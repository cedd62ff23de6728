import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expectAccessible } from './accessible.ts'
import { contacts, expect, startHost, test, visit } from './host.ts'

test('what Calepin does by itself is run, paused and switched off from the page of jobs', async ({ page }) => {
  const host = await startHost()
  try {
    const { file } = await host.upload('oublié.csv', Readable.from(['nom\nMoreau\n']))
    const longAgo = new Date(Date.now() - 4 * 24 * 3_600_000)
    await utimes(join(host.folder, 'data', 'files', 'staged', file), longAgo, longAgo)
    await page.goto(host.door)
    await visit(page, host, '/travaux')
    const row = page.getByRole('table', { name: 'Automatismes' }).getByRole('row', { name: /Ménage de nuit/ })
    await expect(row).toContainText('Chaque jour à 03:30')
    await expect(row).toContainText('Pas encore')
    await row.getByRole('button', { name: 'Lancer maintenant : Ménage de nuit' }).click()
    await expect(page.getByText('Ménage de nuit : 1 fichier retiré')).toBeVisible()
    await row.getByRole('link', { name: '1 fichier retiré' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Ménage de nuit' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Résultat' })).toContainText('1 fichier retiré')
    await page.goBack()

    const more = row.getByRole('button', { name: 'Plus d’actions : Ménage de nuit' })
    await more.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowUp')
    await expect(page.getByRole('menuitem', { name: 'Désactiver' })).toBeFocused()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await expect(row).toContainText('En pause')
    await expect(row).toContainText('Rien de prévu')
    await page.getByRole('button', { name: 'Annuler' }).click()
    await expect(row).toContainText('Actif')
    await more.click()
    await page.getByRole('menuitem', { name: 'Désactiver' }).click()
    await expect(row).toContainText('Désactivé')
    await expectAccessible(page)
  } finally {
    await host.close()
  }
})

test('the page of a job shows what it changed, and takes it back', { tag: '@long' }, async ({ window, host }) => {
  const many = contacts(400).map(({ lastName }) => `${String(lastName)};Grenoble\n`)
  const { file } = await host.upload('clients.csv', Readable.from([`nom;ville\n${many.join('')}`]))
  const { job } = await host.call<{ job: string }>('imports.start', { file, type: 'contact' })
  const stateOf = async (id: string): Promise<string> => (await host.call<{ state: string }>('jobs.get', { job: id })).state
  await expect.poll(() => stateOf(job), { timeout: 20_000 }).toBe('done')
  const changed = await host.call<{ job: string }>('entities.changeMany', { type: 'contact', all: true, patch: { status: 'client' }, background: true })
  await expect.poll(() => stateOf(changed.job), { timeout: 20_000 }).toBe('done')
  const clients = async (): Promise<number> => (await host.call<{ count: number }>('entities.count', { type: 'contact', filter: { field: 'status', op: 'eq', value: 'client' } })).count
  expect(await clients()).toBe(400)

  await visit(window, host, '/travaux')
  await window.getByRole('link', { name: 'Modification de plusieurs fiches' }).click()
  const block = window.getByRole('region', { name: 'Fiches concernées' })
  await expect(block).toContainText('400')
  await expect(block.getByRole('link', { name: /Abadie|Moreau/ }).first()).toBeVisible()
  await expectAccessible(window)
  await block.getByRole('button', { name: 'Annuler ces modifications' }).click()
  await expect(block.getByText('Ces modifications sont annulées.')).toBeVisible()
  await expect.poll(clients, { timeout: 20_000 }).toBe(0)
  await block.getByRole('button', { name: 'Rétablir ces modifications' }).click()
  await expect(block.getByRole('button', { name: 'Annuler ces modifications' })).toBeVisible()
  await expect.poll(clients, { timeout: 20_000 }).toBe(400)
})
