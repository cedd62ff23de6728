import { createReadStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { writeDataset } from '../bench/dataset.ts'
import { type File, FILES } from '../bench/imports.ts'
import { expect, type Host, test, visit } from './host.ts'

/** Where the pictures of the documentation go; without it none are made: other tests drive each screen. */
const { CALEPIN_PICTURES: folder = '' } = process.env
const people = '100 000 contacts'

const importAll = async (host: Host, at: string): Promise<void> => {
  await writeDataset(at, '100k')
  for (const name of ['organisations', 'contacts', 'opportunities'] as const satisfies File[]) {
    const { file } = await host.upload(`${name}.csv`, createReadStream(join(at, `${name}.csv`)))
    const { job } = await host.call<{ job: string }>('imports.start', { file, ...FILES[name] })
    const state = async () => (await host.call<{ state: string }>('jobs.get', { job })).state
    await expect.poll(state, { timeout: 300_000 }).toBe('done')
  }
}

const idsOf = async (host: Host, type: string, filter: unknown, limit: number): Promise<string[]> =>
  (await host.call<{ rows: { id: string }[] }>('entities.list', { type, filter, limit })).rows.map(({ id }) => id)

/** Tags, each on some records of the types that may have it. */
const tagAll = async (host: Host): Promise<string[]> => {
  const tags = await host.create('tag', [
    { name: 'Salon 2026', colour: 'accent', description: 'Rencontrés au salon de l’habitat' },
    { name: 'Presse', colour: 'plum', description: 'Parle de nous, reçoit le dossier', types: [{ value: 'contact' }, { value: 'organisation' }] },
    { name: 'À rappeler', colour: 'warn', description: 'A demandé qu’on le rappelle' },
    { name: 'Chêne', colour: 'ok', description: 'Aime le chêne, demande des échantillons' },
    { name: 'Marché public', colour: 'info', types: [{ value: 'organisation' }, { value: 'opportunity' }] },
  ])
  const [fair, press, call, oak, tender] = tags
  const given = [
    ['contact', { field: 'address.city', op: 'eq', value: 'Grenoble' }, 38, [fair]],
    ['contact', { field: 'address.city', op: 'eq', value: 'Lyon' }, 12, [press, call]],
    ['contact', { field: 'address.city', op: 'eq', value: 'Dijon' }, 26, [oak]],
    ['organisation', { field: 'billingAddress.city', op: 'eq', value: 'Grenoble' }, 9, [fair, oak]],
    ['organisation', { field: 'billingAddress.city', op: 'eq', value: 'Lyon' }, 5, [press]],
    ['opportunity', { field: 'phase', op: 'eq', value: 'negotiation' }, 3, [fair]],
    ['opportunity', { field: 'phase', op: 'eq', value: 'proposal' }, 7, [tender]],
  ] as const
  for (const [type, filter, limit, put] of given) await host.call('entities.changeMany', { type, ids: await idsOf(host, type, filter, limit), patch: { tags: put } })
  return tags
}

/** A company among others: who works there, whom it knows, who recommends it. */
const relateOne = async (host: Host, tags: readonly string[]): Promise<string> => {
  const [recommends] = await host.create('relationKind', [{ subjectPredicate: 'recommande', objectPredicate: 'est recommandé par' }])
  const [company, supplier, partner, branch] = await host.create('organisation', [
    { name: 'Menuiserie Morel', status: 'client', sector: 'wood', emails: [{ value: 'atelier@morel.example', label: 'work' }], phones: [{ value: '+33 4 76 39 98 12', label: 'work' }], billingAddress: { street: '12 rue des Tilleuls', postcode: '38500', city: 'Voiron', country: 'France' }, tags: tags.slice(0, 2) },
    { name: 'Scierie du Val', status: 'supplier' },
    { name: 'Métallerie Béal', status: 'partner' },
    { name: 'Atelier Roche', status: 'client' },
  ])
  const [manager, joiner, friend] = await host.create('contact', [
    { firstName: 'Anaïs', lastName: 'Morel', status: 'client', jobTitle: 'Gérante' },
    { firstName: 'Louis', lastName: 'Chastel', status: 'client', jobTitle: 'Ébéniste' },
    { firstName: 'Ada', lastName: 'Béranger', status: 'partner', jobTitle: 'Architecte' },
  ])
  await host.create('relation', [
    { kind: 'employs', subject: company, object: manager },
    { kind: 'employs', subject: company, object: joiner },
    { kind: 'customer', subject: company, object: supplier },
    { kind: 'partner', subject: company, object: partner },
    { kind: 'subsidiary', subject: branch, object: company },
    { kind: recommends, subject: friend, object: company },
  ])
  await host.create('note', [{ text: 'Deux apprentis à la rentrée : prévoir un second établi.', subject: company }, { text: 'Scie le mélèze pour nous depuis le printemps.', subject: company, isPinned: true }])
  return company!
}

/** People entered twice, as it happens: in other letters, under another name, without the address. */
const repeatSome = async (host: Host): Promise<void> => {
  await host.create('contact', [
    { firstName: 'Camille', lastName: 'MARTIN', emails: [{ value: 'c.martin@exemple.fr', label: 'work' }], phones: [{ value: '+33 6 39 98 12 40', label: 'mobile' }], jobTitle: 'Gérante', status: 'prospect', address: { postcode: '38500', city: 'Voiron' } },
    { firstName: 'Camille', lastName: 'Martin', emails: [{ value: 'c.martin@exemple.fr', label: 'work' }, { value: 'camille@exemple.fr', label: 'home' }], phones: [{ value: '06 39 98 12 40', label: 'mobile' }], jobTitle: 'Directrice', status: 'client', notes: 'Préfère le matin.', address: { street: '4 rue du Marché', postcode: '38500', city: 'Voiron' } },
    { firstName: 'Inès', lastName: 'Roux', emails: [{ value: 'ines.roux@exemple.fr', label: 'work' }], address: { city: 'Lyon' } },
    { firstName: 'Ines', lastName: 'Roux', emails: [{ value: 'ines.roux@exemple.fr', label: 'home' }], address: { city: 'Lyon' } },
    { firstName: 'Éric', lastName: 'Dupond', phones: [{ value: '04 76 39 98 01', label: 'work' }], address: { city: 'Saint-Étienne' } },
    { firstName: 'Eric', lastName: 'Dupont', phones: [{ value: '+33 4 76 39 98 01', label: 'work' }], address: { city: 'ST ETIENNE' } },
  ])
  await expect.poll(async () => (await host.call<{ isComplete: boolean }>('duplicates.count', {})).isComplete, { timeout: 300_000 }).toBe(true)
}

/** The page of blocks with a list of one's own between those it has of itself. */
const HOME = {
  name: 'Ma page',
  place: 'home',
  layout: {
    zones: [
      { key: 'main', items: ['totals', 'own:1', 'changed'] },
      { key: 'side', items: ['duplicates', 'pad', 'recent'] },
    ],
    hidden: [],
    own: [{ key: 'own:1', title: 'Affaires à conclure ce mois-ci', type: 'opportunity', filter: 'opportunity.closing' }],
  },
}

/** Customers of one trade in two towns, met lately: conditions over a link, of either kind, of a period. */
const ASKED = {
  all: [
    { field: 'organisation.sector', op: 'eq', value: 'wood' },
    { field: 'status', op: 'in', value: ['client', 'prospect'] },
    { any: [{ field: 'address.city', op: 'eq', value: 'Lyon' }, { field: 'address.city', op: 'eq', value: 'Grenoble' }] },
    { field: 'createdAt', op: 'within', value: { period: 'thisYear' } },
  ],
}

/** What the concepts of the documentation are shown by. */
const conceptsIn = async (window: Page, host: Host, take: (name: string) => Promise<void>): Promise<void> => {
  const organisation = await relateOne(host, await tagAll(host))
  await repeatSome(host)

  await visit(window, host, `/contact/filtre?conditions=${encodeURIComponent(JSON.stringify(ASKED))}`)
  await window.getByRole('textbox', { name: 'Nom du filtre' }).fill('Gens du bois, Lyon et Grenoble')
  await expect(window.getByText('le secteur de l’organisation est Bois et papier')).toBeVisible()
  await expect(window.getByText(/\d contacts? sur \d/)).toBeVisible()
  await window.waitForLoadState('networkidle')
  await take('filtre')

  await visit(window, host, '/opportunity?forme=tableau')
  await expect(window.getByRole('region', { name: /^Prospection, / }).getByRole('link').first()).toBeVisible()
  await window.waitForLoadState('networkidle')
  await take('tableau')

  await visit(window, host, '/opportunity?groupe=phase')
  const groups = window.getByRole('treegrid', { name: 'Affaires' })
  await expect(groups.getByRole('row', { name: /^Négociation/ })).toBeVisible()
  await groups.focus()
  for (let i = 0; i < 3; i++) await window.keyboard.press('ArrowDown')
  await window.keyboard.press('ArrowRight')
  await expect(groups.getByRole('row', { name: /^Négociation/ })).toHaveAttribute('aria-expanded', 'true')
  await expect(groups.getByRole('link').first()).toBeVisible()
  await take('groupes')

  await visit(window, host, `/organisation/${organisation}`)
  const relations = window.getByRole('region', { name: 'Relations', exact: true })
  await expect(relations.getByRole('link', { name: 'Scierie du Val' })).toBeVisible()
  // A taller window, so that the whole block is seen below the others.
  await window.setViewportSize({ width: 1440, height: 1200 })
  await expect(relations.getByRole('link', { name: 'Ada Béranger' })).toBeInViewport()
  await take('relations')
  await window.setViewportSize({ width: 1440, height: 900 })

  await visit(window, host, '/etiquettes')
  await expect(window.getByRole('link', { name: '38 contacts' })).toBeVisible()
  await take('etiquettes')

  await visit(window, host, '/doublons')
  const likely = window.getByRole('navigation', { name: 'Doublons probables' })
  const camille = likely.getByRole('button', { name: /^Camille MARTIN/ })
  await expect(likely.getByRole('button').first()).toBeVisible()
  while (!(await camille.isVisible())) await likely.getByRole('button', { name: 'Voir la suite' }).click()
  await camille.click()
  await expect(window.getByRole('row', { name: /Fonction Gérante Directrice/ })).toBeVisible()
  await take('doublons')

  await visit(window, host, '/reglages/types/nouveau')
  await window.getByRole('radio', { name: /Lieux de tournage/ }).check()
  await window.getByRole('button', { name: 'Créer un type' }).click()
  await expect(window.getByRole('row', { name: /Loyer par jour/ })).toBeVisible()
  await window.mouse.move(0, 0)
  await take('types')

  await visit(window, host, '/reglages/fiches/organisation')
  const preview = window.getByRole('region', { name: 'Aperçu' })
  for (const text of ['Scie le mélèze', 'Scierie du Val']) await expect(preview.getByText(text)).toBeVisible({ timeout: 120_000 })
  await take('fiche-reglages')

  await host.create('layout', [HOME])
  await visit(window, host, '/accueil')
  await expect(window.getByRole('region', { name: 'Affaires à conclure ce mois-ci' }).getByRole('listitem').first()).toBeVisible()
  await window.getByRole('textbox', { name: 'Vos notes' }).fill('Rappeler la scierie pour le chêne.\nPhotos de l’escalier : jeudi matin.')
  await window.waitForLoadState('networkidle')
  await take('ma-page')

  await visit(window, host, '/reglages')
  await take('reglages')

  await visit(window, host, '/reglages/listes/phase')
  await expect(window.getByRole('listitem').filter({ hasText: 'Négociation' }).getByRole('link', { name: /affaires/ })).toBeVisible()
  await take('valeurs')
}

test('every screen, with as many records as a business of thirty years', async ({ window, host }, info) => {
  test.skip(folder === '', 'made by npm run pictures')
  test.setTimeout(900_000)
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

  await conceptsIn(window, host, take)

  await window.emulateMedia({ colorScheme: 'dark' })
  await window.setViewportSize({ width: 1024, height: 700 })
  for (const [name, path] of [['contacts-sombre', '/contact'], ['organisation-sombre', `/organisation/${organisation}`], ['affaires-sombre', '/opportunity'], ['formulaire-sombre', `/contact/${person}/modifier`], ['tableau-sombre', '/opportunity?forme=tableau'], ['ma-page-sombre', '/accueil']] as const) {
    await visit(window, host, path)
    await window.waitForLoadState('networkidle')
    await expect(window.getByText(/Vue\s:\s…/)).toHaveCount(0)
    await take(name)
  }
})
