import { expectAccessible } from './accessible.ts'
import { contacts, expect, test, visit } from './host.ts'

/** What the others are made of: lists, sheets, forms and pages. */
const IN_BOTH_THEMES = ['/contact', '/importer']

test('every screen passes axe', async ({ window, host }) => {
  test.setTimeout(600_000)
  const [organisation] = await host.create('organisation', [{ name: 'Scierie du Val', status: 'client', billingAddress: { street: '1, rue Haute', city: 'Voiron' }, phones: [{ value: '04 76 12 08 91', label: 'work' }] }])
  const [contact] = await host.create('contact', contacts(20).map(one => ({ ...one, organisation })))
  await host.create('opportunity', [{ name: 'Terrasse', organisation, contact, phase: 'proposal', amount: { amount: 128_450, currency: 'EUR' } }])
  await host.call('entities.save', { type: 'contact', id: contact, patch: { jobTitle: 'Gérante' } })
  const [trashed] = await host.create('contact', [{ lastName: 'Perdu' }])
  await host.call('entities.remove', { type: 'contact', id: trashed })
  const screens = ['/contact', '/contact?q=zzzz', `/contact/${contact}`, `/contact/${contact}/modifier`, `/organisation/${organisation}`, '/organisation/nouveau', '/opportunity', '/opportunity/nouveau', '/importer', '/travaux', '/historique', '/corbeille', '/sauvegardes', `/contact/${trashed}`, '/nulle/part/du/tout']
  for (const path of screens) {
    await visit(window, host, path)
    await window.waitForLoadState('networkidle')
    await expectAccessible(window, path, IN_BOTH_THEMES.some(start => path.startsWith(start)))
  }
  await visit(window, host, '/contact')
  await window.getByRole('button', { name: 'Outils' }).click()
  await expectAccessible(window, 'the menu', true)
  await window.keyboard.press('Escape')
  await window.getByRole('button', { name: 'Préférences' }).click()
  await expectAccessible(window, 'the preferences', true)
  await window.keyboard.press('Escape')
  await window.getByRole('combobox', { name: 'Rechercher partout' }).fill('perso')
  await expect(window.getByRole('option').first()).toBeVisible()
  await expectAccessible(window, 'the search', true)
})
