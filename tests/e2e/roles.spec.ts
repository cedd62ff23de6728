import { expectAccessible } from './accessible.ts'
import { expect, test, visit } from './host.ts'

test('roles are made, given people, put in order and deleted, and each step is undone', async ({ window, host }) => {
  await visit(window, host, '/reglages/roles')
  await expect(window.getByRole('heading', { name: 'Aucun rôle pour l’instant' })).toBeVisible()
  const rows = window.getByRole('listitem')
  for (const [name, people] of [['Commerce', 'Anaïs Lefèvre\nLoïc Moreau'], ['Atelier', '']] as const) {
    await window.getByRole('button', { name: 'Nouveau rôle' }).click()
    await window.getByRole('textbox', { name: 'Nom' }).fill(name)
    await window.getByRole('textbox', { name: 'Personnes' }).fill(people)
    await window.getByRole('button', { name: 'Enregistrer' }).click()
    await expect(rows.filter({ hasText: name })).toBeVisible()
  }
  await expect(rows.first()).toContainText('CommerceAnaïs Lefèvre, Loïc Moreau')
  await expect(rows.last()).toContainText('AtelierPersonne')
  await expectAccessible(window)
  await window.getByRole('button', { name: 'Monter Atelier' }).focus()
  await window.keyboard.press('Enter')
  await expect(rows.first()).toContainText('Atelier')
  await expect(window.getByRole('button', { name: 'Monter Atelier' })).toBeFocused()
  await expect(window.getByText('Rôle « Atelier » déplacé')).toBeVisible()
  await window.keyboard.press('Control+z')
  await expect(rows.first()).toContainText('Commerce')
  await window.getByRole('button', { name: 'Supprimer Commerce' }).click()
  await expect(rows).toHaveCount(1)
  await expect(window.getByText('Rôle « Commerce » supprimé')).toBeVisible()
  await window.keyboard.press('Control+z')
  await expect(rows).toHaveCount(2)
  await window.getByRole('button', { name: 'Modifier Atelier' }).click()
  await window.getByRole('textbox', { name: 'Nom' }).fill('')
  await window.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(window.getByRole('alert')).toHaveText('Donnez un nom au rôle.')
})
