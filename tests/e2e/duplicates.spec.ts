import { expectAccessible } from './accessible.ts'
import { contacts, expect, type Host, test, visit } from './host.ts'

const compared = (host: Host): Promise<void> => expect.poll(async () => (await host.call<{ isComplete: boolean }>('duplicates.count', {})).isComplete, { timeout: 15_000 }).toBe(true)
const live = async (host: Host): Promise<number> => (await host.call<{ count: number }>('entities.count', { type: 'contact' })).count

/** Two of one person, two of another, and some who are alone. */
const fill = async (host: Host): Promise<string[]> => {
  await host.create('contact', contacts(8))
  const ids = await host.create('contact', [
    { firstName: 'Camille', lastName: 'MARTIN', emails: [{ value: 'c.martin@exemple.fr', label: 'work' }], jobTitle: 'Gérante', notes: 'Préfère le matin.', address: { city: 'Voiron' } },
    { firstName: 'Camille', lastName: 'Martin', emails: [{ value: 'c.martin@exemple.fr', label: 'work' }, { value: 'camille@exemple.fr', label: 'home' }], jobTitle: 'Directrice', notes: 'Vient par Ada.', address: { city: 'Voiron' } },
    { firstName: 'Éric', lastName: 'Dupond', address: { city: 'Saint-Étienne' } },
    { firstName: 'Eric', lastName: 'Dupont', address: { city: 'ST ETIENNE' } },
  ])
  await host.create('note', [{ text: 'A rappelé', subject: ids[1] }])
  await compared(host)
  return ids
}

test.describe('the likely duplicates', () => {
  test('are walked through, dismissed and merged by keyboard alone, and all of it is taken back', async ({ window, host }) => {
    const [keep] = await fill(host)
    await visit(window, host, '/historique')
    await window.getByRole('button', { name: 'Outils' }).press('ArrowDown')
    await window.getByRole('menuitem', { name: 'Doublons 2' }).press('Enter')
    const groups = window.getByRole('navigation', { name: 'Doublons probables' })
    const first = groups.getByRole('button', { name: /Camille MARTIN.*même e-mail/ })
    const second = groups.getByRole('button', { name: /Éric Dupond et Eric Dupont.*noms qui se prononcent pareil, même ville/ })
    await expect(first).toBeFocused()
    await expect(window.getByRole('row', { name: /Fonction Gérante Directrice/ })).toBeVisible()
    await expectAccessible(window)
    await window.keyboard.press('j')
    await expect(second).toBeFocused()
    await expect(window.getByRole('heading', { name: 'Éric Dupond et Eric Dupont' })).toBeVisible()
    await window.keyboard.press('d')
    await expect(window.getByText('Écarté : Éric Dupond et Eric Dupont')).toBeVisible()
    await expect(second).toBeHidden()
    await expect(window.getByText('1 doublon probable à regarder')).toBeVisible()
    await window.keyboard.press('Control+z')
    await expect(second).toBeVisible()
    await window.keyboard.press('k')
    await expect(first).toBeFocused()
    await window.keyboard.press('Enter')

    await expect(window.getByRole('heading', { name: 'Fusionner 2 fiches' })).toBeVisible()
    await expectAccessible(window)
    await expect(window.getByText('À rattacher à la fiche gardée : 1 note. L’autre fiche ira à la corbeille.')).toBeVisible()
    const job = window.getByRole('group', { name: 'Fonction' })
    await expect(job.getByRole('radio', { name: 'Camille Martin : Directrice' })).toBeChecked()
    await job.getByRole('radio', { name: 'Camille Martin : Directrice' }).focus()
    await window.keyboard.press('ArrowUp')
    await expect(job.getByRole('radio', { name: 'Camille MARTIN : Gérante' })).toBeChecked()
    const notes = window.getByRole('group', { name: 'Notes' })
    await notes.getByRole('button', { name: 'Retoucher : Notes' }).press('Enter')
    await notes.getByRole('textbox', { name: 'Notes' }).fill('Préfère le matin, vient par Ada.')
    await notes.getByRole('button', { name: 'Valider la retouche' }).press('Enter')
    await expect(notes.getByText('Retouché')).toBeVisible()
    await job.getByRole('button', { name: 'Retoucher : Fonction' }).press('Enter')
    await job.getByRole('textbox', { name: 'Fonction' }).fill('Co-gérante')
    await window.keyboard.press('Enter')
    await expect(job.getByRole('button', { name: 'Retoucher : Fonction' })).toBeFocused()
    await window.keyboard.press('Control+Enter')

    await expect(window.getByText('Camille Martin : 2 fiches fusionnées')).toBeVisible()
    await expect(window.getByRole('heading', { name: 'Doublons', level: 1 })).toBeVisible()
    await expect(first).toBeHidden()
    const { record } = await host.call<{ record: Record<string, unknown> }>('entities.get', { type: 'contact', id: keep })
    expect(record).toMatchObject({ title: 'Camille Martin', jobTitle: 'Co-gérante', notes: 'Préfère le matin, vient par Ada.' })
    expect(record['emails']).toHaveLength(2)
    expect(await live(host)).toBe(11)
    await window.keyboard.press('Control+z')
    await expect.poll(() => live(host)).toBe(12)
    await expect(first).toBeVisible()
  })

  test('are said to be none where there are none', { tag: '@long' }, async ({ window, host }) => {
    await host.create('contact', contacts(3))
    await compared(host)
    await visit(window, host, '/doublons')
    await expect(window.getByRole('heading', { name: 'Aucun doublon à regarder' })).toBeVisible()
    await expectAccessible(window)
  })
})

test.describe('merging', () => {
  test('takes the ticked rows of a list, and all that one of them holds', async ({ window, host }) => {
    await host.create('contact', [
      { lastName: 'Abadie', jobTitle: 'Gérante' },
      { lastName: 'Moreau', jobTitle: 'Acheteuse' },
      { lastName: 'Petit', jobTitle: 'Comptable' },
    ])
    await visit(window, host, '/contact')
    await window.getByRole('grid').focus()
    await window.keyboard.press('Control+a')
    await expect(window.getByRole('toolbar', { name: 'Fiches cochées' })).toBeVisible()
    await expect(window.getByRole('toolbar', { name: 'Fiches cochées' }).getByRole('link', { name: 'Fusionner' })).toBeHidden()
    await window.keyboard.press('Escape')
    await expect(window.getByRole('toolbar', { name: 'Fiches cochées' })).toBeHidden()
    for (const name of ['Abadie', 'Moreau', 'Petit']) await window.getByRole('row', { name: new RegExp(name) }).getByRole('checkbox').check()
    await window.getByRole('toolbar').getByRole('link', { name: 'Fusionner' }).click()
    await expect(window.getByRole('heading', { name: 'Fusionner 3 fiches' })).toBeVisible()
    await window.getByRole('button', { name: 'Tout prendre ici : Moreau' }).click()
    await expectAccessible(window)
    await window.getByRole('button', { name: 'Fusionner les 3 fiches' }).click()
    await expect(window.getByRole('heading', { name: 'Moreau', level: 1 })).toBeVisible()
    await expect(window.getByText('Acheteuse').first()).toBeVisible()
    expect(await live(host)).toBe(1)
  })

  test('starts from a sheet, and a record that was merged leads to what became of it', { tag: '@long' }, async ({ window, host }) => {
    const [one, other] = await fill(host)
    await visit(window, host, `/contact/${one}`)
    await window.getByRole('button', { name: 'Fusionner avec…' }).click()
    const dialog = window.getByRole('dialog', { name: 'Fusionner Camille MARTIN avec…' })
    await expect(dialog.getByRole('button', { name: /Camille Martin même e-mail/ })).toBeVisible()
    await expectAccessible(window)
    await dialog.getByRole('combobox', { name: 'L’autre fiche' }).fill('Camille Martin')
    await window.getByRole('option', { name: 'Camille Martin', exact: true }).click()
    await dialog.getByRole('button', { name: 'Comparer' }).click()
    await window.getByRole('button', { name: 'Fusionner les 2 fiches' }).click()
    await expect(window.getByRole('heading', { name: 'Camille Martin', level: 1 })).toBeVisible()
    await expect(window.getByText('A rappelé').first()).toBeVisible()
    await window.goto(`${host.url}/contact/${other}`)
    await expect(window).toHaveURL(`${host.url}/contact/${one}`)
    await expect(window.getByText('« Camille Martin » a été fusionnée dans cette fiche')).toBeVisible()
  })

  test('shows records as they are when others change them, and says when one is gone', { tag: '@long' }, async ({ window, host }) => {
    const [one, other] = await fill(host)
    await visit(window, host, `/fusionner/contact?fiches=${one},${other}`)
    await host.call('entities.save', { type: 'contact', id: other, patch: { jobTitle: 'Présidente' } })
    await expect(window.getByRole('radio', { name: 'Camille Martin : Présidente' })).toBeVisible()
    await host.call('entities.remove', { type: 'contact', id: other })
    await expect(window.getByText('Une de ces fiches n’existe plus ou est à la corbeille. Rien n’a été fusionné.')).toBeVisible()
  })
})

test('a new record that may be there already is said to be so, in nobody’s way', async ({ window, host }) => {
  await fill(host)
  await visit(window, host, '/contact/nouveau')
  await window.getByRole('textbox', { name: 'Prénom', exact: true }).fill('camille')
  await window.getByRole('textbox', { name: 'Nom', exact: true }).fill('martin')
  const said = window.getByRole('status').filter({ hasText: 'existe peut-être déjà' })
  await expect(said.getByText('Camille Martin existe peut-être déjà (même nom)', { exact: true })).toBeVisible()
  await expect(window.getByRole('textbox', { name: 'Nom', exact: true })).toBeFocused()
  await expectAccessible(window)
  await said.getByRole('button', { name: 'Continuer' }).click()
  await expect(said).toBeHidden()
  await window.getByRole('textbox', { name: 'Nom', exact: true }).fill('Dupond')
  await window.getByRole('textbox', { name: 'Prénom', exact: true }).fill('Eric')
  await window.getByRole('link', { name: 'Ouvrir la fiche de Éric Dupond' }).click()
  await expect(window.getByRole('heading', { name: 'Éric Dupond', level: 1 })).toBeVisible()
  // What was typed is kept.
  await visit(window, host, '/contact/nouveau')
  await expect(window.getByRole('textbox', { name: 'Nom', exact: true })).toHaveValue('Dupond')
})

test('a record made in passing can be the one that is there', { tag: '@long' }, async ({ window, host }) => {
  await host.create('organisation', [{ name: 'Scierie du Val', emails: [{ value: 'contact@scierie.example' }] }])
  await compared(host)
  await visit(window, host, '/contact/nouveau')
  await window.getByRole('combobox', { name: 'Organisation' }).fill('Siérie du Val')
  await window.getByRole('option', { name: /Remplir|fiche|Créer.*…/ }).last().click()
  const dialog = window.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Courriels' }).fill('contact@scierie.example')
  await dialog.getByRole('button', { name: 'Prendre la fiche de Scierie du Val' }).click()
  await expect(dialog).toBeHidden()
  await expect(window.getByRole('combobox', { name: 'Organisation' })).toHaveValue('Scierie du Val')
})
