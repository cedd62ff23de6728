import { readFile } from 'node:fs/promises'
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

const count = (window: Page, name: string) => window.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd')

test('a table is tried without writing, imported, looked over and taken back', async ({ window, host }) => {
  await choose(window, host, 'clients.csv', CSV)
  await expect(window.getByRole('heading', { name: 'clients.csv' })).toBeVisible()
  await expect(window.getByText(/points-virgules/)).toBeVisible()
  await expect(window.getByRole('combobox', { name: 'Place de la colonne Nom' })).toHaveValue('Nom')
  await expect(window.getByRole('combobox', { name: 'Place de la colonne Ville' })).toHaveValue('Adresse · Ville')
  await expect(window.getByRole('combobox', { name: 'Place de la colonne Remarque interne' })).toHaveValue('')

  await window.getByRole('button', { name: 'Essai à blanc' }).click()
  await expect(count(window, 'À créer')).toHaveText('3')
  await expect(count(window, 'En erreur')).toHaveText('1')
  expect(await host.call('entities.count', { type: 'contact' })).toEqual({ count: 0 })

  await window.getByRole('button', { name: 'Importer', exact: true }).click()
  await expect(window).toHaveURL(/\/travaux\//)
  await expect(count(window, 'Créées')).toHaveText('3')
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
  await expect(window.getByRole('status').getByText(/Import annulé/)).toBeVisible()
  expect(await host.call('entities.count', { type: 'contact' })).toEqual({ count: 0 })
})

test('an import can be left and found again among the jobs', async ({ window, host }) => {
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

test('business cards need no columns', async ({ window, host }) => {
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
