import { Readable } from 'node:stream'
import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { expect, type Host, test, visit } from './host.ts'

const PHASES = ['Prospection', 'Qualification', 'Proposition', 'Négociation', 'Gagnée', 'Perdue', '']
const COUNT = 3_500
const EACH = COUNT / PHASES.length

/** Thousands of deals, as many in each phase and without one, each worth 100 €. */
const deals = async (host: Host): Promise<void> => {
  await host.create('organisation', [{ name: 'Menuiserie Morel', sector: 'wood' }, { name: 'Roche Conseil', sector: 'consulting' }])
  const lines = Array.from({ length: COUNT }, (_, i) => `Affaire ${String(i).padStart(4, '0')};${PHASES[i % PHASES.length]};100;2026-${String((i % 12) + 1).padStart(2, '0')}-15;${i % 2 ? 'Menuiserie Morel' : 'Roche Conseil'}`)
  const { file } = await host.upload('affaires.csv', Readable.from([['Nom;Phase;Montant;Clôture prévue;Organisation', ...lines].join('\n')]))
  const { job } = await host.call<{ job: string }>('imports.start', { file, type: 'opportunity' })
  await expect.poll(async () => (await host.call<{ counts: Record<string, number> }>('jobs.get', { job })).counts['created'], { timeout: 60_000 }).toBe(COUNT)
}

const some = (host: Host): Promise<string[]> =>
  host.create('opportunity', [
    { name: 'Portail', phase: 'prospecting', amount: { amount: 10_000, currency: 'EUR' }, expectedClosing: '2026-03-15' },
    { name: 'Escalier', phase: 'prospecting', amount: { amount: 30_000, currency: 'EUR' }, expectedClosing: '2026-04-01' },
    { name: 'Terrasse', phase: 'proposal', amount: { amount: 5_000, currency: 'EUR' }, expectedClosing: '2026-03-20' },
  ])

const phaseOf = async (host: Host, name: string): Promise<unknown> =>
  (await host.call<{ rows: { phase?: string }[] }>('entities.list', { type: 'opportunity', text: name, view: ['phase'], limit: 1 })).rows[0]!.phase

const column = (window: Page, word: string): Locator => window.getByRole('region', { name: new RegExp(`^${word}, `) })
const cardIn = (window: Page, word: string, name: string): Locator => column(window, word).getByRole('link', { name, exact: true })

test.describe('a board', () => {
  test('of thousands of deals is used by keyboard alone, and each move is taken back', { tag: '@long' }, async ({ window, host }) => {
    await deals(host)
    await visit(window, host, '/opportunity?forme=tableau')
    await expect(column(window, 'Prospection')).toHaveAccessibleName(`Prospection, ${EACH} affaires, 50 000,00 €, Pondéré 5 000,00 €`)
    await expect(column(window, 'Sans valeur')).toHaveAccessibleName(`Sans valeur, ${EACH} affaires, 50 000,00 €`)
    await expect(cardIn(window, 'Prospection', 'Affaire 0000')).toBeVisible()
    await expectAccessible(window)

    await cardIn(window, 'Prospection', 'Affaire 0000').focus()
    await window.keyboard.press('ArrowDown')
    await expect(cardIn(window, 'Prospection', 'Affaire 0007')).toBeFocused()
    await window.keyboard.press('Space')
    await expect(window.getByText('Affaire 0007 est prise, dans la colonne Prospection.')).toBeAttached()
    await window.keyboard.press('ArrowRight')
    await window.keyboard.press('ArrowRight')
    await expect(window.getByText('Affaire 0007 au-dessus de la colonne Proposition.')).toBeAttached()
    await window.keyboard.press('Escape')
    await expect(window.getByText('Affaire 0007 est remise à sa place.')).toBeAttached()
    expect(await phaseOf(host, 'Affaire 0007')).toBe('prospecting')

    await window.keyboard.press('Space')
    await window.keyboard.press('ArrowRight')
    await window.keyboard.press('Space')
    await expect(column(window, 'Qualification')).toHaveAccessibleName(`Qualification, ${EACH + 1} affaires, 50 100,00 €, Pondéré 12 525,00 €`)
    await expect(column(window, 'Prospection')).toHaveAccessibleName(`Prospection, ${EACH - 1} affaires, 49 900,00 €, Pondéré 4 990,00 €`)
    await expect(cardIn(window, 'Qualification', 'Affaire 0007')).toBeFocused()
    await expect.poll(() => phaseOf(host, 'Affaire 0007')).toBe('qualification')
    await window.keyboard.press('Control+z')
    await expect.poll(() => phaseOf(host, 'Affaire 0007')).toBe('prospecting')
    await expect(column(window, 'Prospection')).toHaveAccessibleName(`Prospection, ${EACH} affaires, 50 000,00 €, Pondéré 5 000,00 €`)

    await cardIn(window, 'Prospection', 'Affaire 0000').focus()
    await window.keyboard.press('End')
    await expect(column(window, 'Prospection').locator('[data-card]:focus')).toBeVisible()
    await window.keyboard.press('Home')
    await expect(cardIn(window, 'Prospection', 'Affaire 0000')).toBeFocused()
    await window.keyboard.press('Enter')
    await expect(window.getByRole('heading', { level: 1, name: 'Affaire 0000' })).toBeVisible()
    await window.goBack()
    await expect(cardIn(window, 'Prospection', 'Affaire 0000')).toBeVisible()
  })

  test('is used by pointer and by the menu of a card, and shows what is written elsewhere', async ({ window, host }) => {
    const [portail] = await some(host)
    await visit(window, host, '/opportunity?forme=tableau')
    const card = (await cardIn(window, 'Prospection', 'Portail').boundingBox())!
    const target = (await column(window, 'Négociation').boundingBox())!
    await window.mouse.move(card.x + 20, card.y + 8)
    await window.mouse.down()
    await window.mouse.move(card.x + 60, card.y + 40, { steps: 3 })
    await window.mouse.move(target.x + 80, target.y + 200, { steps: 6 })
    await expect(window.getByText('Déposer dans « Négociation »')).toBeVisible()
    await window.mouse.up()
    await expect(cardIn(window, 'Négociation', 'Portail')).toBeVisible()
    await expect.poll(() => phaseOf(host, 'Portail')).toBe('negotiation')
    await expect(window.getByRole('heading', { level: 1, name: 'Affaires' })).toBeVisible()
    await window.getByRole('button', { name: 'Annuler' }).click()
    await expect(cardIn(window, 'Prospection', 'Portail')).toBeVisible()

    await column(window, 'Prospection').getByRole('article').filter({ hasText: 'Escalier' }).hover()
    await window.getByRole('button', { name: 'Plus d’actions : Escalier' }).click()
    await expectAccessible(window)
    await window.getByRole('menuitem', { name: 'Sans valeur' }).click()
    await expect(cardIn(window, 'Sans valeur', 'Escalier')).toBeVisible()
    await expect.poll(() => phaseOf(host, 'Escalier')).toBeUndefined()

    await host.call('entities.save', { type: 'opportunity', id: portail, patch: { phase: 'won' } })
    await expect(cardIn(window, 'Gagnée', 'Portail')).toBeVisible()
    await window.getByRole('searchbox', { name: 'Filtrer les affaires' }).fill('terr')
    await expect(column(window, 'Gagnée')).toHaveAccessibleName('Gagnée, 0 affaire')
    await expect(cardIn(window, 'Proposition', 'Terrasse')).toBeVisible()
  })

  test('keeps the columns folded that somebody folded', { tag: '@long' }, async ({ window, host }) => {
    await some(host)
    await visit(window, host, '/opportunity?forme=tableau')
    await window.getByRole('button', { name: 'Replier la colonne Perdue' }).click()
    await expect(window.getByRole('button', { name: 'Déplier la colonne Perdue' })).toBeVisible()
    await visit(window, host, '/opportunity?forme=tableau')
    await expect(window.getByRole('button', { name: 'Déplier la colonne Perdue' })).toBeVisible()
    await expectAccessible(window)
    await window.getByRole('button', { name: 'Déplier la colonne Perdue' }).press('Enter')
    await expect(window.getByRole('button', { name: 'Replier la colonne Perdue' })).toBeVisible()
  })
})

test('a list falls into groups, which are opened by keyboard, and a record has its neighbours in its group', async ({ window, host }) => {
  await deals(host)
  await visit(window, host, '/opportunity?groupe=phase')
  const grid = window.getByRole('treegrid', { name: 'Affaires' })
  await expect(grid).toHaveAttribute('aria-rowcount', String(PHASES.length + 2))
  const negotiation = grid.getByRole('row', { name: /^Négociation/ })
  await expect(negotiation).toContainText(`${EACH} affaires`)
  await expect(negotiation).toContainText('50 000,00 €')
  await grid.focus()
  for (let i = 0; i < 3; i++) await window.keyboard.press('ArrowDown')
  await window.keyboard.press('ArrowRight')
  await expect(negotiation).toHaveAttribute('aria-expanded', 'true')
  await expect(grid).toHaveAttribute('aria-rowcount', String(PHASES.length + EACH + 2))
  await expect(grid.getByRole('link', { name: 'Affaire 0003' })).toBeVisible()
  await expectAccessible(window)
  await window.keyboard.press('ArrowDown')
  await window.keyboard.press('ArrowDown')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('heading', { level: 1, name: 'Affaire 0010' })).toBeVisible()
  await expect(window.getByText(`2 sur ${EACH}`)).toBeVisible()
  await window.goBack()
  await expect(negotiation).toHaveAttribute('aria-expanded', 'true')
  await grid.focus()
  await window.keyboard.press('Home')
  await window.keyboard.press('End')
  await expect(grid.getByRole('row', { name: /Sans valeur/ })).toHaveAttribute('data-active', 'true')
})

test('what is chosen of the looks is kept as a view, said when it is changed, and taken back', async ({ window, host }) => {
  await host.create('organisation', [{ name: 'Menuiserie Morel', sector: 'wood' }])
  await some(host)
  await visit(window, host, '/opportunity')
  await window.getByRole('button', { name: 'Colonnes' }).click()
  await window.getByRole('searchbox', { name: 'Chercher un champ' }).fill('organisation secteur')
  await window.getByRole('checkbox', { name: 'Organisation → Secteur d’activité', exact: true }).check()
  await expectAccessible(window)
  await window.keyboard.press('Escape')
  await expect(window.getByRole('columnheader', { name: 'Organisation → Secteur d’activité', exact: true })).toBeAttached()

  await window.getByRole('columnheader', { name: 'Montant' }).getByRole('button', { name: 'Montant', exact: true }).click({ button: 'right' })
  await expectAccessible(window)
  await window.getByRole('menuitemradio', { name: 'Moyenne' }).click()
  await expect(window.getByRole('gridcell', { name: 'moy. 150,00 €' })).toBeVisible()

  await window.getByRole('button', { name: 'Vue : Liste' }).focus()
  await window.keyboard.press('Enter')
  await window.getByRole('combobox', { name: 'Grouper par' }).selectOption({ label: 'Clôture prévue, par mois' })
  await expect(window.getByRole('row', { name: /^mars 2026/ })).toContainText('2 affaires')
  await expect(window.getByRole('row', { name: /^mars 2026/ })).toContainText('moy. 75,00 €')
  await expectAccessible(window)
  await window.getByRole('button', { name: 'Enregistrer comme nouvelle vue…' }).click()
  await window.getByRole('textbox', { name: 'Nom de la vue' }).press('Enter')
  await expect(window.getByText('La vue n’a pas de nom. Donnez-lui-en un.')).toBeVisible()
  await window.getByRole('textbox', { name: 'Nom de la vue' }).fill('Par mois')
  await expectAccessible(window)
  await window.keyboard.press('Enter')
  await expect(window.getByRole('button', { name: 'Vue : Par mois' })).toBeVisible()
  await expect(window).toHaveURL(/vue=/)
  await expect(window.getByRole('row', { name: /^mars 2026/ })).toBeVisible()

  await window.getByRole('button', { name: 'Nom', exact: true }).click()
  await expect(window.getByRole('button', { name: 'Vue : Par mois modifiée' })).toBeVisible()
  await window.getByRole('button', { name: /^Vue/ }).click()
  await window.getByRole('button', { name: 'Revenir à la vue enregistrée' }).click()
  await expect(window.getByRole('button', { name: 'Vue : Par mois', exact: true })).toBeVisible()

  await window.getByRole('button', { name: /^Vue/ }).click()
  await window.getByRole('button', { name: 'Présentation habituelle' }).click()
  await expect(window.getByRole('grid')).toBeVisible()
  await window.goBack()
  await expect(window.getByRole('button', { name: 'Vue : Par mois', exact: true })).toBeVisible()
  await expect(window.getByRole('treegrid')).toBeVisible()

  await window.getByRole('button', { name: /^Vue/ }).click()
  await window.getByRole('button', { name: 'Ouvrir la liste avec cette vue' }).click()
  await visit(window, host, '/opportunity')
  await expect(window.getByRole('button', { name: 'Vue : Par mois', exact: true })).toBeVisible()
  await expect(window.getByRole('row', { name: /^mars 2026/ })).toBeVisible()

  await window.getByRole('button', { name: /^Vue/ }).click()
  await window.getByRole('button', { name: 'Mettre la vue à la corbeille' }).click()
  await expect(window.getByRole('button', { name: 'Vue : Liste' })).toBeVisible()
  await window.getByRole('button', { name: 'Annuler' }).click()
  await expect.poll(async () => (await host.call<{ views: object[] }>('views.list', {})).views.length).toBe(1)
})

test('a list is shown as cards, which are walked and opened by keyboard', async ({ window, host }) => {
  await host.create('contact', Array.from({ length: 60 }, (_, i) => ({ firstName: 'Anaïs', lastName: `Dupré ${String(i).padStart(2, '0')}`, status: 'client' })))
  await visit(window, host, '/contact?forme=fiches')
  const cards = window.getByRole('list', { name: 'Contacts' })
  await expect(cards.getByRole('link', { name: 'Anaïs Dupré 00' })).toBeVisible()
  await expectAccessible(window)
  await cards.getByRole('link', { name: 'Anaïs Dupré 00' }).focus()
  await window.keyboard.press('ArrowRight')
  await expect(cards.getByRole('link', { name: 'Anaïs Dupré 01' })).toBeFocused()
  await window.keyboard.press('End')
  await expect(cards.getByRole('link', { name: 'Anaïs Dupré 59' })).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(window.getByRole('heading', { level: 1, name: 'Anaïs Dupré 59' })).toBeVisible()
  await window.goBack()
  await expect(cards.getByRole('link', { name: 'Anaïs Dupré 59' })).toBeVisible()
})

test('a shared view is made the usual one of a role, and opens for its people', async ({ window, host }) => {
  await some(host)
  await host.create('role', [{ name: 'Commerce', members: [{ value: 'Inès Roux' }] }])
  await host.create('savedView', [{ name: 'Vue du commerce', forType: 'opportunity', isShared: true, looks: { columns: [{ path: 'name' }], form: 'cards' } }])
  await host.call('layouts.iAm', { name: 'Inès Roux' })
  await visit(window, host, '/opportunity')
  await window.getByRole('button', { name: 'Vue : Liste' }).click()
  await window.getByRole('button', { name: 'Vue du commerce' }).click()
  await window.getByRole('button', { name: 'Vue : Vue du commerce' }).click()
  await window.getByRole('button', { name: 'Ouvrir la liste avec cette vue pour « Commerce »' }).click()
  await visit(window, host, '/opportunity')
  await window.getByRole('button', { name: 'Vue : Vue du commerce' }).click()
  await expect(window.getByRole('button', { name: 'Ne plus ouvrir la liste avec cette vue pour « Commerce »' })).toBeVisible()
  await expectAccessible(window)
})
