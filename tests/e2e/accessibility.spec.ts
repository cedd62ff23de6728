import AxeBuilder from '@axe-core/playwright'
import { contacts, expect, test, visit } from './host.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme })

    test('every screen passes axe', async ({ window, host }) => {
      test.setTimeout(180_000)
      const [organisation] = await host.create('organisation', [{ name: 'Scierie du Val', status: 'client', billingAddress: { street: '1, rue Haute', city: 'Voiron' }, phones: [{ value: '04 76 12 08 91', label: 'work' }] }])
      const [contact] = await host.create('contact', contacts(20).map(one => ({ ...one, organisation })))
      await host.create('opportunity', [{ name: 'Terrasse', organisation, contact, phase: 'proposal', amount: { amount: 128_450, currency: 'EUR' } }])
      await host.call('entities.save', { type: 'contact', id: contact, patch: { jobTitle: 'Gérante' } })
      const [trashed] = await host.create('contact', [{ lastName: 'Perdu' }])
      await host.call('entities.remove', { type: 'contact', id: trashed })
      const check = async (where: string): Promise<void> => {
        // axe measures colours, which are on their way while something opens.
        await window.evaluate(() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {}))))
        const { violations } = await new AxeBuilder({ page: window }).analyze()
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        expect(serious.map(({ id, nodes }) => ({ where, id, at: nodes.map(node => node.html) }))).toEqual([])
      }
      const screens = ['/contact', '/contact?q=zzzz', `/contact/${contact}`, `/contact/${contact}/modifier`, `/organisation/${organisation}`, '/organisation/nouveau', '/opportunity', '/opportunity/nouveau', '/importer', '/travaux', '/historique', '/corbeille', '/sauvegardes', `/contact/${trashed}`, '/nulle/part/du/tout']
      for (const path of screens) {
        await visit(window, host, path)
        await window.waitForLoadState('networkidle')
        await check(path)
      }
      await visit(window, host, '/contact')
      await window.getByRole('button', { name: 'Outils' }).click()
      await check('the menu')
      await window.keyboard.press('Escape')
      await window.getByRole('button', { name: 'Préférences' }).click()
      await check('the preferences')
      await window.keyboard.press('Escape')
      await window.getByRole('combobox', { name: 'Rechercher partout' }).fill('perso')
      await expect(window.getByRole('option').first()).toBeVisible()
      await check('the search')
    })
  })
}
