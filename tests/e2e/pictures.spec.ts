import { createReadStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { writeDataset } from '../bench/dataset.ts'
import { type File, FILES } from '../bench/imports.ts'
import { expect, type Host, test, visit } from './host.ts'

/** Where the pictures of the documentation go; without it the screens are only driven, with a tenth of the data. */
const { CALEPIN_PICTURES: documented } = process.env
const size = documented ? '100k' : '10k'
const people = documented ? '100 000 contacts' : '10 000 contacts'

const importAll = async (host: Host, folder: string): Promise<void> => {
  await writeDataset(folder, size)
  for (const name of ['organisations', 'contacts', 'opportunities'] as const satisfies File[]) {
    const { file } = await host.upload(`${name}.csv`, createReadStream(join(folder, `${name}.csv`)))
    const { job } = await host.call<{ job: string }>('imports.start', { file, ...FILES[name] })
    const state = async () => (await host.call<{ state: string }>('jobs.get', { job })).state
    await expect.poll(state, { timeout: 300_000 }).toBe('done')
  }
}

test('every screen, with as many records as a business of thirty years', async ({ window, host }, info) => {
  test.setTimeout(900_000)
  const folder = documented ?? info.outputPath('pictures')
  await mkdir(folder, { recursive: true })
  const take = async (name: string, page: Page = window): Promise<void> => {
    await page.evaluate(() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {}))))
    await page.screenshot({ path: join(folder, `${name}.png`) })
  }

  await window.goto(host.url)
  await expect(window.getByRole('heading', { name: 'Bienvenue' })).toBeVisible()
  await take('bienvenue')

  await importAll(host, info.outputPath('dataset'))
  const plain = (text: string): RegExp => new RegExp(text.replaceAll(' ', '\\s'))
  await visit(window, host, '/contact')
  await expect(window.getByText(plain(people))).toBeVisible()
  await take('contacts')

  const grid = window.getByRole('grid')
  await window.getByRole('textbox', { name: 'Filtrer par Ville' }).fill('lyon')
  await window.getByRole('button', { name: /^Filtrer par Statut commercial/ }).click()
  await window.getByRole('menuitemcheckbox', { name: 'Client', exact: true }).click()
  await window.keyboard.press('Escape')
  await expect(window).toHaveURL(/f\.address\.city=lyon/)
  await expect(window).toHaveURL(/f\.status=client/)
  await expect(window.getByText(/contacts sur/)).toBeVisible()
  await expect(grid.getByRole('row').filter({ hasNotText: 'Client' })).toHaveCount(0)
  await expect(grid).toHaveAttribute('aria-busy', 'false')
  await grid.focus()
  await window.keyboard.press('Space')
  for (let i = 0; i < 2; i++) await window.keyboard.press('Shift+ArrowDown')
  await expect(window.getByText('3 fiches cochées')).toBeVisible()
  await take('contacts-filtres')

  const deals = (await host.call<{ rows: { organisation: { id: string } }[] }>('entities.list', { type: 'opportunity', limit: 100, filter: { all: [{ field: 'organisation', op: 'notEmpty' }, { field: 'phase', op: 'eq', value: 'won' }] } })).rows
  const peopleOf = async (id: string) => (await host.call<{ rows: { id: string }[] }>('entities.list', { type: 'contact', limit: 5, filter: { field: 'organisation', op: 'eq', value: id } })).rows
  let organisation = ''
  let person = ''
  for (const deal of deals) {
    const [first, second] = await peopleOf(deal.organisation.id)
    if (!first || !second) continue
    organisation = deal.organisation.id
    person = first.id
    break
  }
  await host.create('note', [
    { text: 'Préfère le chêne huilé au vernis. A gardé un bon souvenir de l’escalier.', subject: organisation },
    { text: 'Ne livrer que le matin : la cour est occupée par le marché l’après-midi.', subject: organisation, isPinned: true },
  ])
  await host.call('entities.save', { type: 'organisation', id: organisation, patch: { status: 'client', staffSize: 'upTo49', siret: '73282932000074' } })
  await visit(window, host, `/organisation/${organisation}`)
  await window.getByRole('region', { name: 'Documents' }).locator('input[type="file"]').setInputFiles([{ name: 'Devis terrasse.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(48_000, 'devis') }, { name: 'Plan v3.txt', mimeType: 'text/plain', buffer: Buffer.from('plan') }])
  await expect(window.getByRole('region', { name: 'Documents' }).getByRole('listitem')).toHaveCount(2)
  await expect(window.getByRole('region', { name: 'Documents' }).getByRole('progressbar')).toHaveCount(0)
  await expect(window.getByText('Affaires gagnées')).toBeVisible()
  await take('organisation')

  await visit(window, host, `/contact/${person}/modifier`)
  await expect(window.getByRole('button', { name: 'Enregistrer' })).toBeVisible()
  await take('formulaire')

  await visit(window, host, '/opportunity')
  await expect(window.getByText('Totaux de tout le filtre')).toBeVisible()
  await take('affaires')

  await window.getByRole('combobox', { name: 'Rechercher partout' }).fill('mart')
  await expect(window.getByRole('option').first()).toBeVisible()
  await take('recherche')
  await window.keyboard.press('Escape')

  await visit(window, host, '/importer')
  await window.locator('input[type="file"]').first().setInputFiles(join(info.outputPath('dataset'), 'organisations.csv'))
  await expect(window.getByText('organisations.csv').first()).toBeVisible()
  await take('importer')

  await visit(window, host, '/travaux')
  await expect(window.getByText('contacts.csv').first()).toBeVisible()
  await take('travaux')

  await visit(window, host, '/historique')
  await expect(window.getByText('Import de contacts.csv')).toBeVisible()
  await take('historique')

  await visit(window, host, '/exporter?type=contact')
  await expect(window.getByText(plain(people)).first()).toBeVisible()
  await take('exporter')

  await visit(window, host, '/sauvegardes')
  await window.getByRole('button', { name: 'Sauvegarder maintenant' }).click()
  await expect(window.getByText('Sauvegarde faite et vérifiée')).toBeVisible({ timeout: 120_000 })
  await take('sauvegardes')

  const gone = (await host.call<{ rows: { id: string }[] }>('entities.list', { type: 'contact', offset: 900, limit: 12 })).rows.map(row => row.id)
  await host.call('entities.changeMany', { type: 'contact', ids: gone })
  await visit(window, host, '/corbeille')
  await expect(window.getByRole('button', { name: 'Restaurer' }).first()).toBeVisible()
  await take('corbeille')

  await window.getByRole('heading', { level: 1 }).click()
  await window.keyboard.type('?')
  await expect(window.getByRole('dialog', { name: 'Tous les raccourcis' })).toBeVisible()
  await take('raccourcis')
  await window.keyboard.press('Escape')

  await window.emulateMedia({ colorScheme: 'dark' })
  await window.setViewportSize({ width: 1024, height: 700 })
  for (const [name, path] of [['contacts-sombre', '/contact'], ['organisation-sombre', `/organisation/${organisation}`], ['affaires-sombre', '/opportunity'], ['formulaire-sombre', `/contact/${person}/modifier`]] as const) {
    await visit(window, host, path)
    await window.waitForLoadState('networkidle')
    await take(name)
  }
})
