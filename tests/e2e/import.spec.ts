import { readFile } from 'node:fs/promises'
import { expectAccessible } from './accessible.ts'
import { contacts, expect, type Host, test, visit } from './host.ts'
import type { Page } from '@playwright/test'

const CSV = [
  'Nom;Prénom;E-mail;Société;Ville;Remarque interne',
  'Lefèvre;Anaïs;anais@example.org;Scierie du Val;Voiron;a',
  'Çelik;Héloïse;heloise@example.org;Imprimerie de l’Îlot;Lyon;b',
  'Moreau;Noémie;pas une adresse;;Grenoble;c',
  'Pélissier;Loïc;loic@example.org;Scierie du Val;Chambéry;d',
].join('\r\n')

const choose = async (window: Page, host: Host, name: string, text: string): Promise<void> => {
  await visit(window, host, '/importer')
  await window.locator('input[type="file"]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${text}`) })
}

const place = (window: Page, header: string) => window.getByRole('combobox', { name: `Place de la colonne ${header}` })

const count = (window: Page, name: string) => window.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd')

test('a table is tried without writing, imported, looked over, taken back and done again', async ({ window, host }) => {
  await host.create('contact', [{ lastName: 'Pélissier', firstName: 'Loïc', emails: [{ value: 'loic@example.org' }], address: { city: 'Annecy' } }])
  await choose(window, host, 'clients.csv', CSV)
  await expect(window.getByRole('heading', { name: 'clients.csv' })).toBeVisible()
  await expect(window.getByText('Tableau CSV · UTF-8 · points-virgules · titres en première ligne')).toBeVisible()
  await expect(place(window, 'Nom')).toHaveValue('lastName')
  await expect(place(window, 'Ville')).toHaveValue('address.city')
  await expect(place(window, 'Remarque interne')).toHaveValue('')
  const preview = window.getByRole('table', { name: 'Aperçu' })
  await expect(preview.getByRole('row', { name: /Lefèvre Anaïs anais@example.org Scierie du Val Voiron/ })).toBeVisible()
  await expect(preview.getByRole('row', { name: /Moreau/ })).toContainText('Courriels : « pas » n’est pas une adresse de courriel')

  await window.getByRole('button', { name: 'Essai à blanc' }).click()
  await expect(count(window, 'À créer')).toHaveText('2')
  await expect(count(window, 'À mettre à jour')).toHaveText('1')
  await expect(count(window, 'En erreur')).toHaveText('1')
  const changes = window.getByRole('region', { name: 'Ce qui va changer' })
  await expect(changes.locator('del')).toHaveText(['Annecy'])
  await expect(changes.locator('ins')).toHaveText(['Chambéry', 'Scierie du Val'])
  await expect(window.getByText(/2 fiches seront créées, 1 mise à jour, 1 ligne laissée de côté\./).last()).toBeVisible()
  expect(await host.call('entities.count', { type: 'contact' })).toEqual({ count: 1 })
  await expectAccessible(window)

  await window.getByRole('button', { name: 'Importer 3 fiches' }).click()
  await expect(window).toHaveURL(/\/travaux\//)
  await expect(count(window, 'Créées')).toHaveText('2')
  await expect(window.getByRole('row', { name: /pas une adresse/ })).toContainText('n’est pas une adresse de courriel')
  const download = window.waitForEvent('download')
  await window.getByRole('button', { name: 'Télécharger la ligne à corriger' }).click()
  const errors = await readFile(await (await download).path(), 'utf8')
  expect(errors).toContain('pas une adresse')
  expect(errors).not.toContain('anais@example.org')

  await window.getByRole('link', { name: 'Voir les contacts' }).click()
  await expect(window.getByRole('grid', { name: 'Contacts' })).toHaveAttribute('aria-rowcount', '4')
  await expect(window.getByRole('row', { name: /Lefèvre/ })).toContainText('Scierie du Val')

  await window.goBack()
  await window.getByRole('button', { name: 'Annuler l’import' }).click()
  await expect(window.getByText(/Import annulé/)).toBeVisible()
  await expect.poll(() => host.call('entities.count', { type: 'contact' })).toEqual({ count: 1 })
  await window.getByRole('button', { name: 'Rétablir l’import' }).click()
  await expect(window.getByRole('button', { name: 'Annuler l’import' })).toBeVisible()
  await expect.poll(() => host.call('entities.count', { type: 'contact' })).toEqual({ count: 3 })
})

test('what is misread can be put right, and the preview follows', async ({ window, host }) => {
  await visit(window, host, '/importer?type=contact')
  const bytes = Buffer.concat([Buffer.from('nom,ville\nLef'), Buffer.from([0x8f]), Buffer.from('vre,Lyon\nMoreau,Voiron\n')])
  await window.locator('input[type="file"]').setInputFiles({ name: 'mac.csv', mimeType: 'text/csv', buffer: bytes })
  await expect(window.getByText(/Mac \(ancien\) · virgules/)).toBeVisible()
  const right = window.getByRole('table', { name: 'Aperçu' }).getByRole('row', { name: /Lefèvre Lyon/ })
  await expect(right).toBeVisible()
  await window.getByText('Lecture du fichier').click()
  await window.getByRole('combobox', { name: 'Encodage' }).selectOption('windows-1252')
  await expect(right).toBeHidden()
  await window.getByRole('combobox', { name: 'Encodage' }).selectOption('macintosh')
  await expect(right).toBeVisible()
  await window.getByRole('combobox', { name: 'Séparateur' }).selectOption(';')
  await expect(window.getByText('1 sur 1 importées').or(window.getByText('0 sur 1 importées'))).toBeVisible()
  await window.getByRole('combobox', { name: 'Séparateur' }).selectOption(',')
  await window.getByRole('combobox', { name: 'Première ligne' }).selectOption('no')
  await expect(place(window, 'Colonne 1')).toBeVisible()
  await place(window, 'Colonne 1').selectOption('fullName')
  await expect(window.getByRole('combobox', { name: 'Reconnaître une fiche existante par' }).getByRole('option', { name: 'Nom + Prénom' })).toBeAttached()
  await place(window, 'Colonne 2').selectOption('address.city')
  await expect(window.getByRole('table', { name: 'Aperçu' }).getByRole('row', { name: /Lefèvre Lyon/ })).toBeVisible()
  await window.getByRole('button', { name: 'Importer', exact: true }).click()
  await expect(count(window, 'Créées')).toHaveText('3')
  const { rows } = await host.call<{ rows: { title: string }[] }>('entities.list', { type: 'contact', limit: 10 })
  expect(rows.map(row => row.title)).toEqual(['Lefèvre', 'Moreau', 'nom'])
})

test('an import that goes on elsewhere is told of when it ends', { tag: '@long' }, async ({ window, host }) => {
  const many = Array.from({ length: 4_000 }, (_, i) => `Nom ${i};Prénom;p${i}@example.org`).join('\n')
  await choose(window, host, 'beaucoup.csv', `Nom;Prénom;E-mail\n${many}`)
  await window.getByRole('button', { name: 'Importer', exact: true }).click()
  await expect(window).toHaveURL(/\/travaux\//)
  await window.getByRole('link', { name: 'Calepin' }).click()
  const told = window.getByText('Import de beaucoup.csv : 4 000 créées')
  await expect(told).toBeVisible({ timeout: 20_000 })
  await told.locator('..').getByRole('button', { name: 'Voir' }).click()
  await expect(count(window, 'Créées')).toHaveText('4 000')
})

test('an import can be left and found again among the jobs', { tag: '@long' }, async ({ window, host }) => {
  await choose(window, host, 'clients.csv', CSV)
  await window.getByRole('button', { name: 'Importer', exact: true }).click()
  await expect(window).toHaveURL(/\/travaux\//)
  await window.getByRole('button', { name: 'Annuaire' }).click()
  await window.getByRole('menuitem', { name: 'Contacts' }).click()
  await expect(window.getByRole('grid', { name: 'Contacts' })).toHaveAttribute('aria-rowcount', '4')
  await window.getByRole('button', { name: 'Outils' }).click()
  await window.getByRole('menuitem', { name: 'Travaux' }).click()
  await window.getByRole('link', { name: 'Import de clients.csv' }).click()
  await expect(count(window, 'Créées')).toHaveText('3')
})

test('business cards need no columns', { tag: '@long' }, async ({ window, host }) => {
  await visit(window, host, '/importer')
  const card = ['BEGIN:VCARD', 'VERSION:3.0', 'FN:Anaïs Lefèvre', 'N:Lefèvre;Anaïs;;;', 'EMAIL:anais@example.org', 'END:VCARD', ''].join('\r\n')
  await window.locator('input[type="file"]').setInputFiles({ name: 'carte.vcf', mimeType: 'text/vcard', buffer: Buffer.from(card) })
  await expect(window.getByText(/Cartes vCard/)).toBeVisible()
  await window.getByRole('button', { name: 'Importer', exact: true }).click()
  await expect(count(window, 'Créées')).toHaveText('1')
})

test('a file that is neither is refused with what to do', async ({ window, host }) => {
  await visit(window, host, '/importer')
  await window.locator('input[type="file"]').setInputFiles({ name: 'vide.csv', mimeType: 'text/csv', buffer: Buffer.from('') })
  await expect(window.getByRole('alert')).toContainText('Ce fichier est vide')
})

test('a list is exported as a table, filter included', async ({ window, host }) => {
  await host.create('contact', contacts(12))
  await visit(window, host, '/contact?q=escoffier')
  await window.getByRole('button', { name: 'Exporter' }).click()
  const download = window.waitForEvent('download')
  await window.getByRole('menuitem', { name: 'Tableau (CSV)' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/\.csv$/)
  const { count: kept } = await host.call<{ count: number }>('entities.count', { type: 'contact', text: 'escoffier' })
  expect((await readFile(await file.path(), 'utf8')).trim().split(/\r?\n/)).toHaveLength(kept + 1)
})

test('a workbook is told apart, with the way to a table', { tag: '@long' }, async ({ window, host }) => {
  await visit(window, host, '/importer')
  await window.locator('input[type="file"]').setInputFiles({ name: 'clients.csv', mimeType: 'text/csv', buffer: Buffer.from('PK\u0003\u0004[Content_Types].xml xl/workbook.xml') })
  await expect(window.getByRole('alert')).toContainText('Enregistrer sous')
})
