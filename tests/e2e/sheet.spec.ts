import { contacts, expect, test, visit } from './host.ts'

test('a sheet walks through the list it was opened from, and goes back to it as it was', async ({ window, host }) => {
  await host.create('contact', contacts(12))
  await visit(window, host, '/contact?f.address.city=lyon')
  const grid = window.getByRole('grid', { name: 'Contacts' })
  await expect(grid).toHaveAttribute('aria-rowcount', '5')
  await grid.getByRole('link').nth(0).click()
  await expect(window.getByText('1 sur 4')).toBeVisible()
  const first = await window.getByRole('heading', { level: 1 }).textContent()
  await window.keyboard.press('Alt+ArrowRight')
  await expect(window.getByText('2 sur 4')).toBeVisible()
  await expect(window.getByRole('heading', { level: 1 })).not.toHaveText(first!)
  await window.getByRole('button', { name: 'Fiche précédente' }).click()
  await expect(window.getByRole('heading', { level: 1 })).toHaveText(first!)
  await expect(window.getByRole('button', { name: 'Fiche précédente' })).toBeDisabled()
  await window.getByRole('navigation', { name: 'Fil d’Ariane' }).getByRole('link', { name: 'Contacts' }).click()
  await expect(window).toHaveURL(/f\.address\.city=lyon/)
})

test('a value is changed where it stands, and a change made elsewhere shows at once', async ({ window, host }) => {
  const [organisation] = await host.create('organisation', [{ name: 'Fournil du Lac' }])
  const [id] = await host.create('contact', [{ firstName: 'Anaïs', lastName: 'Lefèvre', jobTitle: 'Gérante', organisation }])
  await visit(window, host, `/contact/${id}`)
  const details = window.getByRole('region', { name: 'Fiche' })
  await details.getByRole('button', { name: 'Modifier : Fonction' }).focus()
  await window.keyboard.press('Enter')
  const editor = details.getByRole('textbox', { name: 'Fonction' })
  await expect(editor).toBeFocused()
  await editor.fill('Directrice')
  await window.keyboard.press('Enter')
  await expect(details.getByText('Directrice')).toBeVisible()
  await expect(window.getByRole('region', { name: 'Historique' }).getByText('Gérante')).toBeVisible()
  await host.call('entities.save', { type: 'contact', id, patch: { jobTitle: 'Associée' } })
  await expect(details.getByText('Associée')).toBeVisible()
  await details.getByRole('button', { name: 'Modifier : Organisation' }).click()
  await expect(details.getByRole('combobox', { name: 'Organisation' })).toBeFocused()
  await window.keyboard.type('Scierie du Val')
  await window.getByRole('option', { name: /^Remplir la fiche/ }).click()
  await window.getByRole('dialog', { name: 'Nouvelle organisation' }).getByRole('button', { name: 'Créer' }).click()
  await expect(details.getByRole('link', { name: 'Scierie du Val' })).toBeVisible()
})

test('a folded block stays folded, on every sheet of the type', { tag: '@long' }, async ({ window, host }) => {
  const ids = await host.create('contact', contacts(2))
  await visit(window, host, `/contact/${ids[0]}`)
  await window.getByRole('button', { name: 'Replier Historique' }).click()
  await expect(window.getByRole('button', { name: 'Déplier Historique' })).toHaveAttribute('aria-expanded', 'false')
  await visit(window, host, `/contact/${ids[1]}`)
  await expect(window.getByRole('button', { name: 'Déplier Historique' })).toBeVisible()
})

test('an organisation counts its deals, open and won', { tag: '@long' }, async ({ window, host }) => {
  const [organisation] = await host.create('organisation', [{ name: 'Scierie du Val' }])
  const amount = (euros: number) => ({ amount: euros * 100, currency: 'EUR' })
  await host.create('opportunity', [
    { name: 'Terrasse', organisation, phase: 'proposal', amount: amount(1_200) },
    { name: 'Portail', organisation, amount: amount(300) },
    { name: 'Escalier', organisation, phase: 'won', amount: amount(800) },
    { name: 'Claustra', organisation, phase: 'lost', amount: amount(9_000) },
  ])
  await visit(window, host, `/organisation/${organisation}`)
  const summary = window.getByRole('region', { name: 'Résumé' })
  await expect(summary.getByText('1 500,00 €')).toBeVisible()
  await expect(summary.getByText('800,00 €', { exact: true })).toBeVisible()
})
