import { contacts, expect, test, visit } from './host.ts'

test('the data is backed up, and goes back to what it was without losing what it is', async ({ window, host }) => {
  await host.create('contact', contacts(12))
  await visit(window, host, '/sauvegardes')
  await expect(window.getByText('Aucune sauvegarde pour l’instant')).toBeVisible()
  await window.getByRole('button', { name: 'Sauvegarder maintenant' }).click()
  const rows = window.getByRole('table', { name: 'Sauvegardes' }).getByRole('row')
  await expect(rows).toHaveCount(2)
  await expect(rows.nth(1)).toContainText('12 contacts')
  await expect(window.getByText('elle a été relue en entier')).toBeVisible()

  await host.create('contact', contacts(3))
  await rows.nth(1).getByRole('button', { name: /^Restaurer la sauvegarde du/ }).click()
  const dialog = window.getByRole('dialog', { name: /^Restaurer la sauvegarde du/ })
  await expect(dialog.getByRole('row', { name: /Contacts/ })).toContainText('3')
  await dialog.getByRole('button', { name: 'Restaurer' }).click()
  // The window starts anew once the core has.
  await expect(window.getByRole('grid', { name: 'Contacts' })).toHaveAttribute('aria-rowcount', '13', { timeout: 20_000 })

  await visit(window, host, '/sauvegardes')
  await expect(rows).toHaveCount(3)
  await expect(rows.nth(1)).toContainText('Avant une restauration')
  await expect(rows.nth(1)).toContainText('15 contacts')
})

test('the recovery key is shown to be printed, and the settings of backups are kept', { tag: '@long' }, async ({ window, host }) => {
  await visit(window, host, '/sauvegardes')
  await window.getByRole('button', { name: 'Montrer la clé' }).click()
  const dialog = window.getByRole('dialog', { name: 'Clé de secours' })
  await expect(dialog.getByText(/^([0-9A-Z]{5}-){10}[0-9A-Z]{5}$/)).toBeVisible()
  await window.emulateMedia({ media: 'print' })
  await expect(dialog.getByText(/^([0-9A-Z]{5}-){10}/)).toBeVisible()
  await expect(window.getByRole('heading', { level: 1, includeHidden: true })).toBeHidden()
  await window.emulateMedia({ media: 'screen' })
  await window.keyboard.press('Escape')

  const place = window.getByLabel('Dossier des sauvegardes')
  const usual = await place.inputValue()
  await place.fill('clé usb')
  await window.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(window.getByText('Le dossier des sauvegardes est introuvable.')).toBeVisible()
  await place.fill(usual)
  await window.getByLabel('jours').fill('3')
  await window.keyboard.press('Enter')
  await expect(window.getByText('Réglages des sauvegardes enregistrés')).toBeVisible()
  await window.reload()
  await expect(window.getByLabel('jours')).toHaveValue('3')
})
