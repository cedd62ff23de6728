import { contacts, expect, test, visit } from './host.ts'

test('a long list is whole, sorts by a heading and follows what is written', async ({ window, host }) => {
  await host.create('contact', contacts(450))
  const grid = window.getByRole('grid', { name: 'Contacts' })
  await expect(grid).toHaveAttribute('aria-rowcount', '451')
  await expect(window.getByText('450 contacts')).toBeVisible()

  await grid.evaluate(element => element.scrollTo(0, element.scrollHeight))
  await expect(window.getByRole('link', { name: /^Vuillermoz 04/ }).last()).toBeVisible()
  await expect(window.getByRole('columnheader', { name: 'Nom', exact: true })).toBeInViewport()

  await window.getByRole('button', { name: 'Prénom' }).click()
  await expect(window).toHaveURL(/sort=firstName/)
  await expect(window.getByRole('columnheader', { name: 'Prénom' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(window.getByRole('row').nth(1)).toContainText('Anaïs')
  await window.getByRole('button', { name: 'Prénom' }).click()
  await expect(window.getByRole('row').nth(1)).toContainText('Sébastien')

  await visit(window, host, '/contact')
  await expect(window.getByRole('row').nth(1)).toContainText('Abadie')
  await host.create('contact', [{ firstName: 'Zoé', lastName: 'Aa' }])
  await expect(window.getByRole('row').nth(1)).toContainText('Aa')
  await expect(grid).toHaveAttribute('aria-rowcount', '452')
})

test('a list is filtered by what is typed above it, and says when that leaves nothing', async ({ window, host }) => {
  await host.create('contact', contacts(30))
  const filter = window.getByRole('searchbox', { name: 'Filtrer les contacts' })
  await filter.fill('personne7')
  await expect(window).toHaveURL(/q=personne7/)
  await expect(window.getByRole('grid')).toHaveAttribute('aria-rowcount', '2')
  await filter.fill('rien de tel')
  await expect(window.getByRole('heading', { name: 'Aucun résultat parmi les contacts' })).toBeVisible()
  await window.getByRole('button', { name: 'Retirer le filtre' }).click()
  await expect(window.getByRole('grid')).toHaveAttribute('aria-rowcount', '31')
})

test('going back finds the list where it was left', async ({ window, host }) => {
  await host.create('contact', contacts(300))
  const grid = window.getByRole('grid', { name: 'Contacts' })
  await expect(grid).toHaveAttribute('aria-rowcount', '301')
  await grid.evaluate(element => element.scrollTo(0, 5_000))
  const name = 'Lefèvre'
  await window.getByRole('link', { name }).first().click()
  await expect(window.getByRole('region', { name: 'Fiche' })).toBeVisible()
  await window.goBack()
  await expect.poll(() => grid.evaluate(element => element.scrollTop)).toBeGreaterThan(4_000)
})

test('the records linked to one other have a list of their own', async ({ window, host }) => {
  const [organisation] = await host.create('organisation', [{ name: 'Scierie du Val' }])
  await host.create('contact', contacts(10).map(contact => ({ ...contact, organisation })))
  await host.create('contact', [{ lastName: 'Ailleurs' }])
  await visit(window, host, `/organisation/${organisation}`)
  await window.getByRole('link', { name: 'Voir les 10' }).click()
  await expect(window.getByRole('grid', { name: 'Contacts' })).toHaveAttribute('aria-rowcount', '11')
  await window.getByRole('button', { name: 'Retirer : Organisation' }).click()
  await expect(window.getByRole('grid', { name: 'Contacts' })).toHaveAttribute('aria-rowcount', '12')
})
