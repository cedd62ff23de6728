import { expectAccessible } from './accessible.ts'
import { expect, type Host, test, visit } from './host.ts'

const EUR = (amount: number) => ({ amount, currency: 'EUR' })

/** The month of today, or one so many after it. */
const month = (after = 0): string => {
  const now = new Date()
  return new Date(Date.UTC(now.getFullYear(), now.getMonth() + after, 15)).toISOString().slice(0, 10)
}

const deals = (host: Host): Promise<string[]> =>
  host.create('opportunity', [
    { name: 'Four à sole', phase: 'proposal', amount: EUR(1_000_000), expectedClosing: month(1), origin: 'fair' },
    { name: 'Pétrin', phase: 'proposal', amount: EUR(200_000), expectedClosing: month(1), origin: 'website' },
    { name: 'Étuve', phase: 'prospecting', amount: EUR(300_000), expectedClosing: month(2) },
    { name: 'Laminoir', phase: 'negotiation', amount: EUR(400_000), origin: 'fair' },
  ])

test('a deal goes over the board with its weighted sums, says that it stands still and why it was lost, and goes to the archives and back', async ({ window, host }) => {
  await host.create('listValue', [{ list: 'phase', key: 'negotiation', staleDays: 0, chance: 75, isWon: false, isLost: false }])
  const [four] = await deals(host)
  await visit(window, host, '/opportunity?forme=tableau')
  const column = (word: string) => window.getByRole('region', { name: new RegExp(`^${word}, `) })
  await expect(column('Proposition')).toHaveAccessibleName('Proposition, 2 affaires, 12 000,00 €, Pondéré 6 000,00 €')
  await expect(column('Négociation').getByText('point mort, 0 j')).toBeVisible()
  await expect(column('Proposition').getByText('point mort')).toHaveCount(0)
  await expectAccessible(window)

  await column('Proposition').getByRole('link', { name: 'Four à sole' }).focus()
  await window.keyboard.press('Shift+F10')
  await window.getByRole('menuitem', { name: 'Déplacer vers Perdue' }).click()
  await expect(column('Perdue')).toHaveAccessibleName(/^Perdue, 1 affaire, 10\s000,00\s€/)
  await column('Perdue').getByRole('link', { name: 'Four à sole' }).press('Enter')
  await window.getByLabel('Pourquoi est-elle perdue ?').selectOption({ label: 'Trop cher' })
  await expect(window.getByLabel('Pourquoi est-elle perdue ?')).toHaveCount(0)
  expect(await host.call('entities.get', { type: 'opportunity', id: four })).toMatchObject({ record: { outcome: 'lost', lostReason: 'price', chance: 0 } })
  await expect(window.getByRole('region', { name: 'Parcours des phases' }).getByRole('listitem')).toHaveCount(2)

  await window.getByRole('button', { name: 'Archiver' }).click()
  await expect(window.getByText('Cette fiche est archivée')).toBeVisible()
  await expectAccessible(window)
  await visit(window, host, '/opportunity')
  const titles = window.getByRole('grid').getByRole('link', { name: /Four|Pétrin|Étuve|Laminoir/ })
  await expect(titles).toHaveCount(3)
  await window.getByRole('button', { name: 'Archivées comprises' }).click()
  await expect(titles).toHaveCount(4)
  await window.getByRole('grid').getByRole('link', { name: 'Four à sole' }).click()
  await window.getByRole('button', { name: 'Sortir des archives' }).click()
  await expect(window.getByText('Cette fiche est archivée')).toHaveCount(0)
  await window.getByRole('status').getByRole('button', { name: 'Annuler' }).last().click()
  await expect(window.getByText('Cette fiche est archivée')).toBeVisible()
})

test('a lead is converted onto the contact that is there already, and the whole of it is taken back', async ({ window, host }) => {
  const [known] = await host.create('contact', [{ firstName: 'Ada', lastName: 'Roux', emails: [{ value: 'ada@fournil-roux.example' }] }])
  const [lead] = await host.create('lead', [{ firstName: 'Ada', lastName: 'Roux', company: 'Fournil Roux', emails: [{ value: 'ada@fournil-roux.example' }], amount: EUR(90_000), notes: 'Veut un four' }])
  // What is like another is found a moment after it is written.
  const likely = async () => (await host.call<{ likely: { id: string }[] }>('duplicates.check', { type: 'contact', data: { firstName: 'Ada', lastName: 'Roux', emails: [{ value: 'ada@fournil-roux.example' }] } })).likely.map(({ id }) => id)
  await expect.poll(likely, { timeout: 20_000 }).toEqual([known])
  await visit(window, host, `/lead/${lead}`)
  await window.getByRole('button', { name: 'Convertir' }).click()
  const dialog = window.getByRole('dialog', { name: 'Convertir « Ada Roux – Fournil Roux »' })
  await expect(dialog.getByRole('radio', { name: /Ada Roux, déjà là/ })).toBeChecked()
  await expect(dialog.getByRole('radio', { name: 'Créer l’organisation Fournil Roux' })).toBeChecked()
  await expectAccessible(window)
  await dialog.getByRole('textbox', { name: 'Nom' }).fill('Four à sole')
  await dialog.getByRole('button', { name: 'Convertir' }).click()
  await expect(window.getByRole('heading', { name: 'Four à sole', level: 1 })).toBeVisible()
  const count = async (type: string): Promise<number> => (await host.call<{ count: number }>('entities.count', { type })).count
  expect([await count('contact'), await count('organisation'), await count('opportunity'), await count('lead')]).toEqual([1, 1, 1, 0])
  expect(await host.call('entities.get', { type: 'lead', id: lead })).toMatchObject({ record: { status: 'converted', contact: { id: known } } })
  await window.getByRole('status').getByRole('button', { name: 'Annuler' }).last().click()
  await expect.poll(() => count('lead')).toBe(1)
  expect([await count('contact'), await count('organisation'), await count('opportunity')]).toEqual([1, 0, 0])
})

test('the forecast and the analysis add up by month, and lead to the deals behind each figure', async ({ window, host }) => {
  const [, petrin] = await deals(host)
  await host.call('entities.save', { type: 'opportunity', id: petrin, patch: { phase: 'won' } })
  await visit(window, host, '/ventes/prevision')
  const table = window.getByRole('table', { name: 'Clôtures prévues par mois' })
  await expect(table.getByRole('row').filter({ hasText: '10 000,00 €' })).toContainText('5 000,00 €')
  await expect(table.getByRole('row').filter({ hasText: 'Sans date' })).toContainText('4 000,00 €')
  await expectAccessible(window)
  await table.getByRole('row').filter({ hasText: '10 000,00 €' }).getByRole('link').press('Enter')
  await expect(window.getByRole('grid').getByRole('link', { name: 'Four à sole' })).toBeVisible()
  await expect(window.getByRole('grid').getByRole('link', { name: /Pétrin|Étuve|Laminoir/ })).toHaveCount(0)

  await visit(window, host, '/ventes/analyse')
  await expect(window.getByRole('table', { name: 'Ventes par mois' }).getByRole('row').filter({ hasText: '2 000,00 €' })).toBeVisible()
  await expect(window.getByRole('table', { name: 'Par origine' }).getByRole('row').filter({ hasText: 'Site web' })).toContainText('2 000,00 €')
  const moves = window.getByRole('table', { name: 'Temps passé et passages d’une phase à l’autre' })
  // The history is read a moment after it is written, and asked again when the period is chosen.
  await expect(async () => {
    await window.getByRole('button', { name: 'Cette année' }).click()
    await window.getByRole('button', { name: '12 derniers mois' }).click()
    await expect(moves.getByRole('row').filter({ hasText: 'Proposition' })).toContainText('Gagnée', { timeout: 500 })
  }).toPass()
  await expectAccessible(window)
  await window.getByRole('link', { name: '1 affaire', exact: true }).first().click()
  await expect(window.getByRole('grid').getByRole('link', { name: 'Pétrin' })).toBeVisible()
})
