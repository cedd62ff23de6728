import { contacts, expect, test, visit } from './host.ts'

test('an empty list says what to do first', async ({ window, host }) => {
  await visit(window, host, '/contact')
  await expect(window.getByRole('heading', { name: 'Aucune fiche pour l’instant' })).toBeVisible()
  await window.getByRole('link', { name: 'Saisir une première fiche' }).click()
  await expect(window).toHaveURL(/\/contact\/nouveau$/)
})

test('a record is made, found, changed, taken back, trashed and restored', async ({ window, host }) => {
  await visit(window, host, '/contact')
  await window.getByRole('button', { name: 'Créer', exact: true }).click()
  await window.getByRole('menuitem', { name: 'Contact' }).click()
  await window.getByLabel('Prénom', { exact: true }).fill('Anaïs')
  await window.getByLabel('Nom', { exact: true }).fill('Lefèvre')
  await window.getByLabel('Fonction', { exact: true }).fill('Gérante')
  await window.getByRole('button', { name: 'Ajouter à : Courriels' }).click()
  await window.getByLabel('Courriels 1', { exact: true }).fill('anais@example.org')
  await window.getByLabel('Organisation').fill('Scierie du Val')
  await window.getByRole('option', { name: 'Créer « Scierie du Val »' }).click()
  await expect(window.getByText(/^Créé.*Scierie du Val/)).toBeVisible()
  await expect(window.getByLabel('Organisation')).toHaveValue('Scierie du Val')
  await window.getByRole('button', { name: 'Enregistrer' }).click()

  await expect(window.getByRole('heading', { level: 1, name: 'Anaïs Lefèvre' })).toBeVisible()
  await expect(window.getByRole('link', { name: 'anais@example.org' }).first()).toHaveAttribute('href', 'mailto:anais@example.org')

  await window.getByRole('link', { name: 'Scierie du Val' }).first().click()
  await expect(window.getByRole('region', { name: 'Contacts' }).getByRole('link', { name: 'Anaïs Lefèvre', exact: true })).toBeVisible()

  await window.getByRole('combobox', { name: 'Rechercher partout' }).fill('LEFE')
  await expect(window.getByRole('option', { name: /Anaïs Lefèvre/ }).locator('mark').first()).toHaveText('Lefè')
  await window.getByRole('option', { name: /Anaïs Lefèvre/ }).click()

  await window.getByRole('link', { name: 'Modifier' }).click()
  await window.getByLabel('Fonction', { exact: true }).fill('Directrice')
  await window.getByRole('button', { name: 'Enregistrer' }).click()
  const history = window.getByRole('region', { name: 'Historique' })
  await expect(history.locator('del')).toHaveText('Gérante')
  await expect(history.locator('ins')).toHaveText('Directrice')

  await window.getByRole('status').getByRole('button', { name: 'Annuler' }).last().click()
  await expect(window.getByRole('region', { name: 'Fiche' }).getByText('Gérante')).toBeVisible()

  await window.getByRole('button', { name: 'Mettre à la corbeille' }).click()
  await expect(window.getByRole('heading', { name: 'Aucune fiche pour l’instant' })).toBeVisible()
  await window.getByRole('button', { name: 'Outils' }).click()
  await window.getByRole('menuitem', { name: 'Corbeille' }).click()
  await window.getByRole('row', { name: /Lefèvre/ }).getByRole('button', { name: 'Restaurer' }).click()
  await expect(window.getByRole('heading', { name: 'Rien dans la corbeille' })).toBeVisible()
})

test('what is wrong is said beside the field, which then has the focus', async ({ window, host }) => {
  await visit(window, host, '/contact/nouveau')
  await window.getByLabel('Nom', { exact: true }).fill('Moreau')
  await window.getByRole('button', { name: 'Ajouter à : Courriels' }).click()
  const email = window.getByLabel('Courriels 1', { exact: true })
  await email.fill('pas une adresse')
  await window.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(window.getByText('n’est pas une adresse de courriel')).toBeVisible()
  await expect(email).toBeFocused()
  await expect(email).toHaveAttribute('aria-invalid', 'true')
  await expect(email).toHaveValue('pas une adresse')
  await email.fill('moreau@example.org')
  await window.keyboard.press('Control+Enter')
  await expect(window.getByRole('heading', { level: 1, name: 'Moreau' })).toBeVisible()
})

test('a wrong legal number warns and is kept', { tag: '@long' }, async ({ window, host }) => {
  await visit(window, host, '/organisation/nouveau')
  await window.getByLabel('Nom', { exact: true }).fill('Imprimerie de l’Îlot')
  await window.getByLabel('SIREN').fill('123456789')
  await window.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(window.getByRole('status').getByText('123456789')).toBeVisible()
  await expect(window.getByRole('region', { name: 'Fiche' }).getByText('123456789')).toBeVisible()
})

test('an amount is read as people write it', { tag: '@long' }, async ({ window, host }) => {
  await visit(window, host, '/opportunity/nouveau')
  await window.getByLabel('Nom', { exact: true }).fill('Terrasse')
  await window.getByLabel('Montant').fill('1 284,5')
  await window.getByLabel('Phase').click()
  await window.getByRole('option', { name: 'Proposition' }).click()
  await window.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(window.getByRole('region', { name: 'Fiche' }).getByText(/^1\s284,50\s€$/)).toBeVisible()
})

test('what was typed survives leaving the form', { tag: '@long' }, async ({ window, host }) => {
  const [id] = await host.create('contact', [{ lastName: 'Thévenet' }])
  await visit(window, host, `/contact/${id}/modifier`)
  await window.getByLabel('Fonction', { exact: true }).fill('Architecte')
  await window.keyboard.press('Escape')
  await expect(window.getByRole('heading', { level: 1, name: 'Thévenet' })).toBeVisible()
  await window.getByRole('button', { name: 'Reprendre' }).click()
  await expect(window.getByLabel('Fonction', { exact: true })).toHaveValue('Architecte')
})

test('operations are listed and can be taken back', { tag: '@long' }, async ({ window, host }) => {
  await host.create('contact', contacts(1))
  await visit(window, host, '/historique')
  const row = window.getByRole('row', { name: /Création/ })
  await row.getByRole('button', { name: 'Annuler' }).click()
  await expect(row.getByText('Annulée')).toBeVisible()
  await visit(window, host, '/corbeille')
  await expect(window.getByRole('row', { name: /Abadie/ })).toBeVisible()
})
