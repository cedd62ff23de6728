import { expect, test, visit } from './host.ts'

const YEAR = new Date().getFullYear()

test('a type of one’s own is made, arranged, related, filtered, seen as a board and found, by clicking alone', async ({ window, host }) => {
  test.setTimeout(240_000)
  await visit(window, host, '/contact')
  window.setDefaultTimeout(20_000)
  await host.create('opportunity', [{ name: 'Série pour la ville' }])
  const choose = async (label: string, text: string, option: string | RegExp): Promise<void> => {
    await window.getByRole('combobox', { name: label }).last().fill(text)
    await window.getByRole('option', { name: option }).first().click()
  }

  await test.step('the type, with six fields', async () => {
    await window.getByRole('navigation', { name: 'Menu' }).getByRole('button', { name: 'Outils' }).click()
    await window.getByRole('menuitem', { name: 'Réglages' }).click()
    await window.getByRole('link', { name: /^Types et champs/ }).click()
    await window.getByRole('link', { name: 'Créer un type' }).click()
    await window.getByRole('button', { name: 'Suivant' }).click()
    await window.getByRole('textbox', { name: 'Nom au singulier' }).fill('Lieu de tournage')
    await window.getByRole('textbox', { name: 'Nom au pluriel' }).fill('Lieux de tournage')
    await window.getByRole('button', { name: 'Suivant' }).click()
    const fields: readonly (readonly [label: string, kind: string])[] = [
      ['Ville', 'Texte court'],
      ['Mots-clés', 'Texte long'],
      ['Étape', 'Choix dans une liste'],
      ['Loué le', 'Date'],
      ['Loyer par jour', 'Montant'],
      ['Propriétaire', 'Lien vers une fiche'],
    ]
    for (const [index, [label, kind]] of fields.entries()) {
      await window.getByRole('button', { name: 'Ajouter un champ' }).click()
      await window.getByRole('textbox', { name: `Champ ${index + 1}`, exact: true }).fill(label)
      await window.getByRole('combobox', { name: `Sorte de ${label}` }).selectOption(kind)
    }
    await window.getByRole('textbox', { name: 'Choix de Étape, un par ligne' }).fill('Repéré\nLoué\nRendu')
    await window.getByRole('button', { name: 'Créer un type' }).click()
    await expect(window.getByRole('heading', { level: 1, name: /Champs.*Lieux de tournage/ })).toBeVisible()
  })

  await test.step('its blocks and its form', async () => {
    await visit(window, host, '/reglages/fiches/x_lieudetournage')
    await window.getByRole('button', { name: 'Ajouter un bloc de champs' }).click()
    const dialog = window.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Titre du bloc' }).fill('Location')
    await dialog.getByRole('checkbox', { name: 'Loué le' }).check()
    await dialog.getByRole('checkbox', { name: 'Loyer par jour' }).check()
    await dialog.getByRole('button', { name: 'Valider' }).click()
    await window.getByRole('main').getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await expect(window.getByText(/Mise en page enregistrée/).last()).toBeVisible()
    await visit(window, host, '/reglages/fiches/x_lieudetournage?onglet=formulaire')
    await window.getByRole('button', { name: 'Ajouter un groupe' }).click()
    await window.getByRole('textbox', { name: 'Titre du groupe' }).last().fill('Conditions')
    await window.getByRole('button', { name: 'Déplacer : Loyer par jour' }).focus()
    await window.keyboard.press('ArrowRight')
    await window.getByRole('main').getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await expect(window.getByText(/Mise en page enregistrée/).last()).toBeVisible()
  })

  await test.step('a relation to deals', async () => {
    await visit(window, host, '/relations')
    await window.getByRole('link', { name: 'Nouveau type de relation' }).click()
    await window.getByRole('textbox', { name: 'Dans un sens' }).fill('a été loué pour')
    await window.getByRole('textbox', { name: 'Dans l’autre sens' }).fill('a demandé la location de')
    await window.getByRole('button', { name: 'Suivant' }).click()
    await window.getByRole('group', { name: 'Types de fiches d’un côté' }).getByRole('checkbox', { name: 'Lieux de tournage' }).check()
    await window.getByRole('group', { name: 'Types de fiches de l’autre' }).getByRole('checkbox', { name: 'Affaires' }).check()
    for (let step = 0; step < 2; step++) await window.getByRole('button', { name: 'Suivant' }).click()
    await window.getByRole('button', { name: 'Enregistrer' }).click()
    await expect(window.getByRole('table', { name: 'Types de relation' }).getByRole('link', { name: 'a été loué pour', exact: true })).toBeVisible()
  })

  await test.step('records of it, by its form', async () => {
    for (const [name, town, words, stage] of [['Hangar 14', 'Lyon', 'verrière, rouille', 'Loué'], ['Villa Mona', 'Nice', 'piscine', 'Repéré']] as const) {
      await visit(window, host, '/contact')
      await window.getByRole('button', { name: 'Créer', exact: true }).click()
      await window.getByRole('menuitem', { name: 'Créer : lieu de tournage' }).click()
      await window.getByRole('textbox', { name: 'Nom', exact: true }).fill(name)
      await window.getByRole('textbox', { name: 'Ville' }).fill(town)
      await window.getByRole('textbox', { name: 'Mots-clés' }).fill(words)
      await choose('Étape', stage, stage)
      await window.getByRole('textbox', { name: 'Loué le' }).fill(`${YEAR}-02-03`)
      await expect(window.getByRole('heading', { name: 'Conditions' })).toBeVisible()
      await window.getByRole('textbox', { name: 'Loyer par jour' }).fill('450')
      await window.getByRole('button', { name: 'Enregistrer' }).click()
      await expect(window.getByRole('heading', { level: 1, name })).toBeVisible()
      await expect(window.getByRole('region', { name: 'Location' })).toContainText('450,00 €')
    }
    await visit(window, host, '/x_lieudetournage')
    await window.getByRole('link', { name: 'Hangar 14' }).click()
    await window.getByRole('region', { name: 'Relations' }).getByRole('button', { name: 'Relier' }).click()
    const dialog = window.getByRole('dialog', { name: 'Ajouter une relation' })
    await window.getByRole('option', { name: 'a été loué pour', exact: true }).click()
    await dialog.getByRole('combobox', { name: 'Fiche à relier' }).fill('Série')
    await window.getByRole('option', { name: 'Série pour la ville' }).first().click()
    await dialog.getByRole('button', { name: 'Relier', exact: true }).click()
    await expect(window.getByRole('region', { name: 'a été loué pour' }).getByRole('link', { name: 'Série pour la ville' })).toBeVisible()
  })

  await test.step('a filter: places in Lyon, let this year', async () => {
    await visit(window, host, '/x_lieudetournage/filtre')
    await window.getByRole('button', { name: 'Ajouter une condition' }).click()
    await choose('Champ', 'ville', 'Ville')
    await window.getByRole('textbox', { name: 'Valeur' }).fill('Lyon')
    await window.getByRole('button', { name: 'Ajouter une condition' }).click()
    await choose('Champ', 'loué le', 'Loué le')
    await window.getByRole('combobox', { name: 'Valeur' }).selectOption('cette année')
    await expect(window.getByText('1 lieu de tournage sur 2')).toBeVisible()
    await window.getByRole('button', { name: 'Suivant' }).click()
    await window.getByRole('textbox', { name: 'Nom du filtre' }).fill('Lieux à Lyon loués cette année')
    await window.keyboard.press('Control+s')
    await expect(window.getByRole('button', { name: 'Filtre : Lieux à Lyon loués cette année' })).toBeVisible()
    await expect(window.getByRole('grid').getByRole('link', { name: 'Hangar 14' })).toBeVisible()
    await expect(window.getByRole('grid').getByRole('link', { name: 'Villa Mona' })).toHaveCount(0)
  })

  await test.step('a board by stage', async () => {
    await visit(window, host, '/x_lieudetournage')
    await window.getByRole('button', { name: /^Vue/ }).click()
    await window.getByRole('button', { name: 'Tableau', exact: true }).click()
    await expect(window.getByRole('region', { name: /^Loué, 1 lieu/ }).getByRole('link', { name: 'Hangar 14' })).toBeVisible()
    await expect(window.getByRole('region', { name: /^Repéré, 1 lieu/ }).getByRole('link', { name: 'Villa Mona' })).toBeVisible()
  })

  await test.step('one is found by a keyword from anywhere', async () => {
    await visit(window, host, '/contact')
    await window.keyboard.press('Control+k')
    await window.keyboard.type('verriere')
    await window.getByRole('option', { name: /Hangar 14/ }).click()
    await expect(window.getByRole('heading', { level: 1, name: 'Hangar 14' })).toBeVisible()
  })
})
