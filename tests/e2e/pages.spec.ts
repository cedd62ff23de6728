import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { Page } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { contacts, expect, type Host, test, visit } from './host.ts'

const count = async (host: Host, type: string, trashed: boolean): Promise<number> => (await host.call<{ count: number }>('entities.count', { type, trashed })).count

test.describe('the trash', () => {
  const fill = async (host: Host): Promise<void> => {
    await host.create('contact', contacts(12))
    await host.create('organisation', [{ name: 'Scierie du Val' }])
    await host.call('entities.changeMany', { type: 'contact', all: true })
    await host.call('entities.changeMany', { type: 'organisation', all: true })
  }

  test('gives back one, several or all, by keyboard alone, and that can be undone', async ({ window, host }) => {
    await fill(host)
    await visit(window, host, '/corbeille')
    await expect(window.getByRole('button', { name: 'Contacts 12' })).toHaveAttribute('aria-pressed', 'true')
    await window.getByRole('searchbox', { name: 'Chercher dans la corbeille' }).fill('abadie')
    const grid = window.getByRole('grid', { name: /Corbeille/ })
    await expect(grid).toHaveAttribute('aria-rowcount', '3')
    await window.getByRole('row', { name: /Abadie 0000/ }).getByRole('button', { name: 'Restaurer' }).click()
    await expect(window.getByText('Restauré : 1 contact')).toBeVisible()
    await expect(grid).toHaveAttribute('aria-rowcount', '2')
    await window.getByRole('searchbox').fill('')
    await expect(grid).toHaveAttribute('aria-rowcount', '12')
    await grid.focus()
    await window.keyboard.press('Space')
    await window.keyboard.press('Shift+ArrowDown')
    await expect(window.getByText('2 fiches cochées')).toBeVisible()
    await expectAccessible(window)
    await window.getByRole('toolbar').getByRole('button', { name: 'Restaurer' }).press('Enter')
    await expect.poll(() => count(host, 'contact', true)).toBe(9)
    await grid.focus()
    await window.keyboard.press('Control+a')
    await window.getByRole('toolbar').getByRole('button', { name: 'Restaurer' }).press('Enter')
    await expect(window.getByText('Restauré : 9 contacts')).toBeVisible()
    await expect.poll(() => count(host, 'contact', true)).toBe(0)
    await window.getByText('Restauré : 9 contacts').locator('..').getByRole('button', { name: 'Annuler' }).click()
    await expect.poll(() => count(host, 'contact', true)).toBe(9)
  })

  test('is emptied for good only once that is confirmed', { tag: '@long' }, async ({ window, host }) => {
    await fill(host)
    await visit(window, host, '/corbeille')
    await window.getByRole('grid').focus()
    await window.keyboard.press('Space')
    await window.getByRole('button', { name: 'Supprimer définitivement' }).click()
    await window.getByRole('dialog', { name: 'Supprimer définitivement 1 contact ?' }).getByRole('button', { name: 'Supprimer définitivement' }).click()
    await expect(window.getByText('Supprimé définitivement : 1 fiche')).toBeVisible()
    await expect.poll(() => count(host, 'contact', true)).toBe(11)
    await window.getByRole('button', { name: 'Vider la corbeille' }).click()
    const dialog = window.getByRole('dialog', { name: 'Vider toute la corbeille ?' })
    await expect(dialog.getByText('12 fiches seront supprimées')).toBeVisible()
    await expectAccessible(window)
    await window.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    expect(await count(host, 'contact', true)).toBe(11)
    await window.getByRole('button', { name: 'Vider la corbeille' }).click()
    await dialog.getByRole('button', { name: 'Supprimer définitivement' }).click()
    await expect(window.getByText('Supprimé définitivement : 12 fiches')).toBeVisible()
    await expect(window.getByRole('heading', { name: 'Rien dans la corbeille' })).toBeVisible()
    await expect(window.getByRole('button', { name: 'Vider la corbeille' })).toBeHidden()
  })

  test('shows at once what is put in it elsewhere', { tag: '@long' }, async ({ window, host }) => {
    const [id] = await host.create('contact', [{ lastName: 'Abadie' }])
    await visit(window, host, '/corbeille')
    await expect(window.getByRole('heading', { name: 'Rien dans la corbeille' })).toBeVisible()
    await host.call('entities.remove', { type: 'contact', id })
    await expect(window.getByRole('row', { name: /Abadie/ })).toBeVisible()
  })
})

test.describe('the list of operations', () => {
  test('takes back and does again, tells what an undo had to leave, and leads to the records', async ({ window, host }) => {
    const [first] = await host.create('contact', [{ lastName: 'Abadie' }, { lastName: 'Moreau' }])
    await host.call('entities.changeMany', { type: 'contact', patch: { jobTitle: 'Gérante' } })
    await host.call('entities.save', { type: 'contact', id: first, patch: { jobTitle: 'Associée' } })
    await visit(window, host, '/historique')
    const bulk = window.getByRole('row', { name: /Modification.*2 fiches/ })
    await bulk.getByRole('button', { name: 'Voir les 2 fiches' }).press('Enter')
    await expect(window.getByRole('link', { name: 'Moreau' })).toHaveCount(2)
    await expect(window.getByText('Fonction').first()).toBeVisible()
    await expectAccessible(window)
    await bulk.getByRole('button', { name: 'Annuler' }).click()
    await expect(window.getByText(/1 fiche modifiée depuis a été gardée/)).toBeVisible()
    await expect(bulk.getByText('Annulée')).toBeVisible()
    await expect(window.getByRole('row', { name: /Annulation : Modification/ })).toContainText('1 fiche laissée telle quelle')
    await bulk.getByRole('button', { name: 'Rétablir' }).click()
    await expect(bulk.getByText('Annulée')).toBeHidden()
    await window.getByRole('row', { name: /Création Abadie/ }).getByRole('link', { name: 'Abadie' }).click()
    await expect(window.getByRole('heading', { level: 1, name: 'Abadie' })).toBeVisible()
  })

  test('shows one kind at a time, page after page, and what is done elsewhere at once', { tag: '@long' }, async ({ window, host }) => {
    await host.create('contact', contacts(55))
    await visit(window, host, '/historique')
    const table = window.getByRole('table')
    await expect(table.getByRole('row')).toHaveCount(51)
    await window.getByRole('button', { name: 'Afficher la suite' }).click()
    await expect(table.getByRole('row')).toHaveCount(56)
    await host.call('entities.changeMany', { type: 'contact', all: true })
    await expect(table.getByRole('row', { name: /Mise à la corbeille Contacts/ })).toBeVisible()
    await window.getByRole('button', { name: 'Corbeille', exact: true }).click()
    await expect(table.getByRole('row')).toHaveCount(2)
    await host.call('entities.purge', { type: 'contact', all: true })
    await expect(table.getByRole('row', { name: /Suppression définitive/ })).toContainText('Définitif')
    await window.getByRole('button', { name: 'Imports', exact: true }).click()
    await expect(window.getByRole('heading', { name: 'Rien de cette sorte' })).toBeVisible()
    await window.getByRole('button', { name: 'Tout afficher' }).click()
    await expect(table.getByRole('row', { name: /Création/ }).first()).toBeVisible()
  })
})

test.describe('an export', () => {
  const saved = async (window: Page, act: () => Promise<void>): Promise<{ name: string; lines: string[] }> => {
    const waiting = window.waitForEvent('download')
    await act()
    const file = await waiting
    return { name: file.suggestedFilename(), lines: (await readFile(await file.path(), 'utf8')).trim().split(/\r?\n/) }
  }

  test('of a page of its own writes what is chosen, and tells what it has written', { tag: '@long' }, async ({ window, host }) => {
    await host.create('contact', contacts(12))
    await visit(window, host, '/exporter?type=contact&q=abadie')
    await expect(window.getByRole('radio', { name: 'Celles du filtre : 2 contacts' })).toBeChecked()
    await window.getByRole('radio', { name: /Celles de la liste/ }).check()
    await window.getByRole('combobox', { name: 'Ouvrir avec' }).selectOption({ label: 'Un autre logiciel (virgules, UTF-8)' })
    await expectAccessible(window)
    const some = await saved(window, () => window.getByRole('button', { name: 'Exporter 2 contacts' }).click())
    expect(some.name).toMatch(/^Contacts .*\.csv$/)
    expect(some.lines).toHaveLength(3)
    expect(some.lines[0]).toMatch(/^Nom,Prénom,/)
    await expect(window.getByText(/2 fiches écrites dans Contacts/)).toBeVisible()
    await window.getByRole('radio', { name: 'Toutes : 12 contacts' }).check()
    await window.getByRole('radio', { name: /Cartes de visite/ }).check()
    await expect(window.getByRole('combobox', { name: 'Ouvrir avec' })).toBeHidden()
    const cards = await saved(window, () => window.getByRole('button', { name: 'Exporter 12 contacts' }).click())
    expect(cards.lines.filter(line => line === 'BEGIN:VCARD')).toHaveLength(12)
    await window.getByRole('combobox', { name: 'Exporter', exact: true }).selectOption('opportunity')
    await expect(window.getByText('Il n’y a encore rien à exporter.')).toBeVisible()
  })

  test('from a list offers its ticked records and its columns, by keyboard alone', async ({ window, host }) => {
    await host.create('contact', contacts(5))
    await visit(window, host, '/contact')
    await window.getByRole('grid').focus()
    await window.keyboard.press('Space')
    const bar = window.getByRole('toolbar', { name: 'Fiches cochées' })
    await bar.getByRole('button', { name: 'Exporter' }).focus()
    await window.keyboard.press('ArrowDown')
    await window.keyboard.press('End')
    await window.keyboard.press('Enter')
    const dialog = window.getByRole('dialog', { name: 'Exporter des contacts' })
    await expect(dialog.getByRole('radio', { name: 'Les fiches cochées : 1 contact' })).toBeChecked()
    await dialog.getByRole('radio', { name: /Toutes les informations/ }).focus()
    await window.keyboard.press('ArrowDown')
    await expect(dialog.getByRole('radio', { name: /Celles de la liste/ })).toBeChecked()
    await expectAccessible(window)
    const one = await saved(window, () => dialog.getByRole('button', { name: 'Exporter 1 contact' }).press('Enter'))
    expect(one.lines).toHaveLength(2)
    await expect(dialog).toBeHidden()
    await expect(window.getByText(/Export enregistré/)).toBeVisible()
  })
})

test.describe('the list of jobs', () => {
  const importMany = async (host: Host, name: string, lines: number): Promise<string> => {
    const { file } = await host.upload(name, Readable.from(['Nom;E-mail\n', ...Array.from({ length: lines }, (_, i) => `Nom ${i};p${i}@example.org\n`)]))
    return (await host.call<{ job: string }>('imports.start', { file, type: 'contact' })).job
  }

  test('shows what is begun elsewhere as it goes on, pauses it, goes on and stops it', { tag: '@long' }, async ({ window, host }) => {
    await visit(window, host, '/travaux')
    await expect(window.getByRole('heading', { name: 'Aucun travail' })).toBeVisible()
    await importMany(host, 'enorme.csv', 120_000)
    const row = window.getByRole('row', { name: /Import de enorme.csv/ })
    await expect(row.getByText(/sur .* · \d+\s%/)).toBeVisible()
    await row.getByRole('button', { name: 'Suspendre' }).click()
    await expect(row.getByText('Suspendu')).toBeVisible()
    await expectAccessible(window)
    await row.getByRole('button', { name: 'Reprendre' }).click()
    await expect(row.getByText('En cours')).toBeVisible()
    await row.getByRole('button', { name: 'Arrêter' }).click()
    await expect(row.getByText('Arrêté')).toBeVisible()
  })

  test('keeps the results until a person removes them', { tag: '@long' }, async ({ window, host }) => {
    await importMany(host, 'un.csv', 3)
    await importMany(host, 'deux.csv', 3)
    await visit(window, host, '/travaux')
    await expect(window.getByRole('row', { name: /Import de un.csv/ })).toContainText('3 créées')
    await expect(window.getByRole('row', { name: /Import de deux.csv/ })).toContainText('3 identiques')
    await window.getByRole('button', { name: 'Retirer de la liste : Import de un.csv' }).click()
    await expect(window.getByRole('row', { name: /un.csv/ })).toBeHidden()
    await importMany(host, 'trois.csv', 1)
    await window.getByRole('button', { name: 'Retirer les terminés' }).click()
    await expect(window.getByRole('heading', { name: 'Aucun travail' })).toBeVisible()
  })
})
