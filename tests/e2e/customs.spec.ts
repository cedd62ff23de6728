import { expectAccessible } from './accessible.ts'
import { contacts, expect, test, visit } from './host.ts'

test('a type is made from nothing, with six fields, and its records are listed, filled and found by a keyword', async ({ window, host }) => {
  await visit(window, host, '/reglages/types')
  await expectAccessible(window)
  await window.getByRole('link', { name: 'Créer un type' }).click()
  await expectAccessible(window)
  await window.getByRole('button', { name: 'Suivant' }).click()
  await window.getByRole('textbox', { name: 'Nom au singulier' }).fill('Lieu de tournage')
  await window.getByRole('textbox', { name: 'Nom au pluriel' }).fill('Lieux de tournage')
  await window.getByRole('radio', { name: 'Clap' }).check({ force: true })
  await expectAccessible(window)
  await window.getByRole('button', { name: 'Suivant' }).click()
  const fields: readonly (readonly [label: string, kind: string])[] = [
    ['Ville', 'Texte court'],
    ['Mots-clés', 'Texte long'],
    ['Sorte de lieu', 'Choix dans une liste'],
    ['Loyer par jour', 'Montant'],
    ['Propriétaire', 'Lien vers une fiche'],
    ['Repéré le', 'Date'],
  ]
  for (const [index, [label, kind]] of fields.entries()) {
    await window.getByRole('button', { name: 'Ajouter un champ' }).click()
    await window.getByRole('textbox', { name: `Champ ${index + 1}`, exact: true }).fill(label)
    await window.getByRole('combobox', { name: `Sorte de ${label}` }).selectOption(kind)
  }
  await window.getByRole('textbox', { name: 'Choix de Sorte de lieu, un par ligne' }).fill('Friche\nAppartement')
  await expectAccessible(window)
  await window.getByRole('button', { name: 'Créer un type' }).click()
  await expect(window.getByRole('heading', { level: 1, name: /Champs.*Lieux de tournage/ })).toBeVisible()
  await expectAccessible(window)

  await window.getByRole('button', { name: 'Créer', exact: true }).click()
  await window.getByRole('menuitem', { name: 'Créer : lieu de tournage' }).click()
  await window.getByRole('textbox', { name: 'Nom', exact: true }).fill('Hangar 14')
  await window.getByRole('textbox', { name: 'Ville' }).fill('Lyon')
  await window.getByRole('textbox', { name: 'Mots-clés' }).fill('verrière, rouille')
  await window.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(window.getByRole('heading', { level: 1, name: 'Hangar 14' })).toBeVisible()
  await expectAccessible(window)

  await visit(window, host, '/x_lieudetournage')
  const list = window.getByRole('grid', { name: 'Lieux de tournage' })
  await expect(list.getByRole('columnheader', { name: /Ville/ })).toBeVisible()
  await expect(list.getByText('Lyon')).toBeVisible()
  await visit(window, host, '/contact')
  await window.keyboard.press('Control+k')
  await window.keyboard.type('verriere')
  await window.getByRole('option', { name: /Hangar 14/ }).click()
  await expect(window).toHaveURL(/x_lieudetournage/)
})

test('a field is added by keyboard, seen before it is made, filled in the form, and taken back by the message', async ({ window, host }) => {
  await visit(window, host, '/reglages/types/contact/champ')
  await window.getByRole('radio', { name: /Choix dans une liste/ }).focus()
  await window.keyboard.press('Space')
  await window.keyboard.press('Enter')
  await window.getByRole('textbox', { name: 'Nom du champ' }).focus()
  await window.keyboard.type('Technique')
  await window.keyboard.press('Tab')
  await window.keyboard.type('Argentique\nNumérique')
  const preview = window.getByRole('region', { name: 'Aperçu' })
  await expect(preview.getByText('Technique')).toBeVisible()
  await expectAccessible(window)
  await window.getByRole('button', { name: 'Ajouter un champ' }).focus()
  await window.keyboard.press('Enter')
  await expect(window.getByRole('row', { name: /Technique/ })).toBeVisible()
  await window.getByRole('button', { name: 'Annuler' }).click()
  await expect(window.getByRole('button', { name: 'Supprimer Technique' })).toHaveCount(0)
  await window.getByRole('button', { name: 'Rétablir' }).click()
  await visit(window, host, '/contact/nouveau')
  await expect(window.getByText('Technique')).toBeVisible()
})

test('a field that is hidden is gone from the form at once, in another window too', { tag: '@long' }, async ({ window, host }) => {
  const [id] = await host.create('contact', contacts(1))
  await visit(window, host, `/contact/${id}/modifier`)
  await expect(window.getByText('Date de naissance', { exact: true })).toBeVisible()
  await host.call('customs.setField', { type: 'contact', field: 'birthday', isHidden: true })
  await expect(window.getByText('Date de naissance', { exact: true })).toHaveCount(0)
  await visit(window, host, '/reglages/types/contact')
  await window.getByRole('button', { name: 'Montrer Date de naissance' }).click()
  await expect(window.getByRole('button', { name: 'Masquer Date de naissance' })).toBeVisible()
})

test('a type that is ready is made in three clicks, and deleted with a way back', { tag: '@long' }, async ({ window, host }) => {
  await visit(window, host, '/reglages/types/nouveau')
  await window.getByRole('radio', { name: /Images achetées/ }).check()
  await window.getByRole('button', { name: 'Créer un type' }).click()
  await expect(window.getByRole('row', { name: /Droits jusqu’au/ })).toBeVisible()
  await visit(window, host, '/reglages/types')
  await window.getByRole('button', { name: 'Supprimer Images achetées' }).click()
  await expect(window.getByRole('link', { name: 'Images achetées', exact: true })).toHaveCount(0)
  await window.getByRole('button', { name: 'Annuler' }).click()
  await expect(window.getByRole('link', { name: 'Images achetées', exact: true })).toBeVisible()
})
