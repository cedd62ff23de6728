import { expectAccessible } from './accessible.ts'
import { expect, test, visit } from './host.ts'

const PLACE = {
  one: 'Lieu', many: 'Lieux', icon: 'place',
  fields: [{ label: 'Ville', kind: 'text', isListed: true }, { label: 'Cadastre', kind: 'text' }, { label: 'Photo', kind: 'image' }, { label: 'Plan', kind: 'file' }],
}

test('a type gets another name, its title and a rule for duplicates by clicking, and the rule is heeded while one types', { tag: '@long' }, async ({ window, host }) => {
  await host.call('customs.addType', PLACE)
  await host.create('x_lieu', [{ name: 'Hangar 14', x_ville: 'Lyon', x_cadastre: 'AB 12' }, { name: 'Le vieux hangar', x_ville: 'Lyon', x_cadastre: 'ab-12' }])
  await visit(window, host, '/reglages/types/x_lieu')
  await window.getByRole('link', { name: 'Modifier le type' }).click()
  await window.getByRole('textbox', { name: 'Nom au pluriel', exact: true }).fill('Décors')
  await window.getByRole('radio', { name: 'Clap' }).check({ force: true })
  await window.getByRole('group', { name: 'Titre des fiches' }).getByRole('checkbox', { name: 'Ville' }).check()
  await window.getByRole('button', { name: 'Chercher les doublons' }).click()
  await window.getByRole('combobox', { name: 'Ajouter un champ au cas 1' }).selectOption('Cadastre')
  await expectAccessible(window)
  await window.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(window.getByRole('heading', { level: 1, name: /Champs.*Décors/ })).toBeVisible()
  await expect.poll(async () => (await host.call<{ count: number }>('duplicates.count', {})).count).toBe(1)

  await visit(window, host, '/x_lieu/nouveau')
  await window.getByRole('textbox', { name: 'Nom', exact: true }).fill('Tout autre')
  await window.getByRole('textbox', { name: 'Cadastre' }).fill('AB12')
  await window.getByRole('textbox', { name: 'Cadastre' }).fill('AB 12')
  await expect(window.getByText(/même valeur dans «\sCadastre\s»/).first()).toBeVisible()

  await visit(window, host, '/doublons')
  await expect(window.getByRole('button', { name: /Hangar 14 Lyon.*Le vieux hangar Lyon|Le vieux hangar Lyon.*Hangar 14 Lyon/ })).toBeVisible()
})

test('a picture and a file of a type of one’s own are put in by the form and shown on the sheet', { tag: '@long' }, async ({ window, host }) => {
  await host.call('customs.addType', PLACE)
  await visit(window, host, '/x_lieu/nouveau')
  await window.getByRole('textbox', { name: 'Nom', exact: true }).fill('Hangar 14')
  const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
  const [image, file] = [window.locator('input[type="file"]').first(), window.locator('input[type="file"]').last()]
  await image.setInputFiles({ name: 'hangar.png', mimeType: 'image/png', buffer: picture })
  await window.getByRole('dialog').getByRole('button', { name: 'Garder l’image entière' }).click()
  await file.setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('le plan') })
  await expect(window.getByText('plan.txt')).toBeVisible()
  await window.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(window.getByRole('heading', { level: 1, name: 'Hangar 14' })).toBeVisible()
  await expect(window.getByRole('link', { name: 'plan.txt' })).toBeVisible()
  await expect(window.getByRole('img', { name: /hangar/ })).toBeVisible()
  await expectAccessible(window)
})

test('a sheet arranged for a role is seen by who has it, and by nobody else', async ({ window, host }) => {
  const [id] = await host.create('contact', [{ firstName: 'Camille', lastName: 'Martin' }])
  const [role] = await host.create('role', [{ name: 'Atelier', members: [{ value: 'Louis Aubry' }] }])
  await visit(window, host, '/reglages/fiches/contact')
  await window.getByRole('combobox', { name: 'Pour' }).selectOption('Atelier')
  await expect(window.getByRole('combobox', { name: 'Pour' })).toHaveValue(role!)
  await window.getByRole('button', { name: 'Masquer : Notes' }).click()
  await expectAccessible(window)
  await window.getByRole('main').getByRole('button', { name: 'Enregistrer', exact: true }).click()
  await expect(window.getByText(/Mise en page enregistrée.*Atelier/).last()).toBeVisible()
  await visit(window, host, `/contact/${id}`)
  await expect(window.getByRole('region', { name: 'Notes' })).toBeVisible()
  await visit(window, host, '/reglages/roles')
  await window.getByRole('combobox', { name: 'À ce poste, je suis' }).selectOption('Louis Aubry')
  await expectAccessible(window)
  await visit(window, host, `/contact/${id}`)
  await expect(window.getByRole('region', { name: 'Historique' })).toBeVisible()
  await expect(window.getByRole('region', { name: 'Notes' })).toHaveCount(0)
})
