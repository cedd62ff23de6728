import { expectAccessible } from './accessible.ts'
import { expect, type Host, test, visit } from './host.ts'

const people = async (host: Host): Promise<{ vip: string; morel: string }> => {
  const [vip] = await host.create('tag', [{ name: 'VIP' }])
  const [morel, roche] = await host.create('organisation', [{ name: 'Menuiserie Morel', sector: 'wood' }, { name: 'Roche Conseil', sector: 'consulting' }])
  await host.create('contact', [
    { firstName: 'Camille', lastName: 'Martin', organisation: morel, tags: [vip], address: { city: 'Lyon' } },
    { firstName: 'Louis', lastName: 'Roux', organisation: roche, address: { city: 'Lyon' } },
    { firstName: 'Anaïs', lastName: 'Zola', organisation: morel },
  ])
  return { vip: vip!, morel: morel! }
}

test('a filter is built over a link with the keyboard alone, shows what it keeps, and is saved', async ({ window, host }) => {
  await people(host)
  await visit(window, host, '/contact')
  await expect(window.getByRole('button', { name: 'Filtre : Tous' })).toBeEnabled()
  await window.getByRole('button', { name: 'Filtre : Tous' }).focus()
  await window.keyboard.press('Enter')
  await expect(window.getByRole('searchbox', { name: 'Chercher un filtre' })).toBeFocused()
  await expectAccessible(window)
  await window.keyboard.press('ArrowUp')
  await expect(window.getByRole('link', { name: 'Nouveau filtre…' })).toBeFocused()
  await window.keyboard.press('Enter')

  await window.getByRole('button', { name: 'Ajouter une condition' }).focus()
  await window.keyboard.press('Enter')
  await window.getByRole('combobox', { name: 'Champ' }).focus()
  await window.keyboard.type('organisation secteur')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('combobox', { name: 'Champ' })).toHaveValue('Organisation → Secteur d’activité')
  await window.keyboard.press('Tab')
  await expect(window.getByRole('combobox', { name: 'Comparaison' })).toBeFocused()
  await window.keyboard.press('Tab')
  await window.keyboard.type('bois')
  await window.keyboard.press('Enter')

  await expect(window.getByText('le secteur de l’organisation est Bois et papier')).toBeVisible()
  await expect(window.getByText('2 contacts sur 3')).toBeVisible()
  await expect(window.getByRole('link', { name: 'Camille Martin' })).toBeVisible()
  await expect(window.getByRole('link', { name: 'Louis Roux' })).toHaveCount(0)
  await expectAccessible(window)
  // What is still missing is asked for.
  await window.keyboard.press('Control+s')
  await expect(window.getByRole('textbox', { name: 'Nom du filtre' })).toBeFocused()
  await expectAccessible(window)
  await window.keyboard.type('Gens du bois')
  await window.keyboard.press('Control+s')

  await expect(window).toHaveURL(/\/contact\?filtre=/)
  await expect(window.getByRole('button', { name: 'Filtre : Gens du bois' })).toBeVisible()
  await expect(window.getByRole('grid')).toHaveAttribute('aria-rowcount', '3')
  await expect(window.getByText('2 contacts sur 3')).toBeVisible()
  await expectAccessible(window)
})

test('a step is taken back in the builder, and what was begun is found again', { tag: '@long' }, async ({ window, host }) => {
  await people(host)
  await visit(window, host, '/contact/filtre')
  await window.getByRole('button', { name: '2. Nom et partage' }).click()
  await window.getByRole('textbox', { name: 'Nom du filtre' }).fill('Début')
  await window.getByRole('button', { name: 'Précédent' }).click()
  await window.getByRole('button', { name: 'Ajouter un groupe' }).click()
  await expect(window.getByRole('combobox', { name: 'Champ' })).toHaveCount(1)
  await window.keyboard.press('Control+z')
  await expect(window.getByRole('combobox', { name: 'Champ' })).toHaveCount(0)
  await window.keyboard.press('Control+y')
  await expect(window.getByRole('combobox', { name: 'Champ' })).toHaveCount(1)
  await window.getByRole('combobox', { name: 'Champ' }).fill('ville')
  await window.getByRole('option', { name: 'Ville', exact: true }).click()
  await window.getByRole('textbox', { name: 'Valeur' }).fill('lyo')
  await expect(window.getByText('2 contacts sur 3')).toBeVisible()

  await visit(window, host, '/organisation')
  await visit(window, host, '/contact/filtre')
  await window.getByRole('button', { name: 'Suivant' }).click()
  await expect(window.getByRole('textbox', { name: 'Nom du filtre' })).toHaveValue('Début')
  await expect(window.getByText('Ce que vous aviez commencé a été retrouvé.')).toBeVisible()
  await expect(window.getByText('la ville de l’adresse contient « lyo »')).toBeVisible()
  await window.getByRole('button', { name: 'Repartir du filtre enregistré' }).click()
  await expect(window.getByText('3 contacts sur 3')).toBeVisible()
})

test('what is typed above a column is kept with the filter, and a filter that another uses stays', async ({ window, host }) => {
  const { vip } = await people(host)
  const [inner] = await host.create('savedFilter', [{ name: 'Les VIP', forType: 'contact', filter: { field: 'tags', op: 'hasAny', value: [vip] } }])
  await host.create('savedFilter', [{ name: 'Les autres', forType: 'contact', filter: { not: { saved: inner } } }])
  await visit(window, host, `/contact?filtre=${inner}`)
  await expect(window.getByRole('grid')).toHaveAttribute('aria-rowcount', '2')
  await expect(window.getByText('la fiche porte l’étiquette VIP')).toBeVisible()
  await window.getByRole('textbox', { name: 'Filtrer par Ville' }).fill('paris*')
  await expect(window.getByText('modifié', { exact: true })).toBeVisible()
  await window.getByRole('textbox', { name: 'Filtrer par Ville' }).fill('ly*')
  await expect(window).toHaveURL(/ly/)
  await window.getByRole('button', { name: 'Enregistrer', exact: true }).click()
  await expect(window.getByText('et la ville de l’adresse commence par « ly »')).toBeVisible()

  await visit(window, host, `/contact/filtre?filtre=${inner}`)
  await expect(window.getByRole('link', { name: 'Les autres' })).toBeVisible()
  await window.getByRole('button', { name: 'Mettre à la corbeille' }).click()
  await expect(window.getByRole('alert')).toContainText('sert encore')
})

test('a broken filter says why, where it is', { tag: '@long' }, async ({ window, host }) => {
  const { vip } = await people(host)
  const [broken] = await host.create('savedFilter', [{ name: 'Les VIP', forType: 'contact', filter: { all: [{ field: 'lastName', op: 'notEmpty' }, { field: 'tags', op: 'hasNone', value: [vip] }] } }])
  const [other] = await host.create('savedFilter', [{ name: 'Avec', forType: 'contact', filter: { saved: broken } }])
  await host.call('entities.save', { type: 'savedFilter', id: broken, patch: { isDisabled: true, why: 'remplacé' } })
  await visit(window, host, `/contact?filtre=${other}`)
  await expect(window.getByText('le filtre repris est désactivé : remplacé')).toBeVisible()
  await expect(window.getByText('Ce filtre ne peut pas servir')).toBeVisible()
  await visit(window, host, `/contact/filtre?filtre=${other}`)
  await expect(window.getByText('le filtre repris est désactivé', { exact: true })).toBeVisible()
})
