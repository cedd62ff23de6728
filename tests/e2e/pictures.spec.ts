import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type Size, SIZES } from '../bench/dataset.ts'
import { expect, type Host, test, visit } from './host.ts'
import { mailServer } from './mail-server.ts'
import { askAll, idsOf, importAll, leadsOf, relateOne, repeatSome, tagAll, workWith, writeTo } from './pictures-data.ts'

/** Where the pictures of the documentation go; without it none are made: other tests drive each screen. */
const { CALEPIN_PICTURES: folder = '' } = process.env
/** Smaller while the walk itself is changed. */
const size = (process.env['CALEPIN_PICTURES_SIZE'] ?? '100k') as Size
const people = `${SIZES[size].contacts.toLocaleString('fr')} contacts`

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
  await relations.scrollIntoViewIfNeeded()
  await expect(relations.getByRole('link', { name: 'Ada Béranger' })).toBeInViewport()
  await take('relations')

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
  for (const text of ['Scie le mélèze', 'Scierie du Val']) await expect(preview.getByText(text).first()).toBeVisible({ timeout: 120_000 })
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

/** Screens of selling that are also shown dark and small. */
const DARK: readonly string[] = ['affaire', 'previsions', 'resultats', 'relances', 'automatisation-modifier']

/** What selling is shown by: work with people, leads, mails, questionnaires and what happens by itself. */
const sellingIn = async (window: Page, host: Host, take: (name: string) => Promise<void>): Promise<readonly (readonly [string, string])[]> => {
  const [deal] = (await host.call<{ rows: { id: string; organisation: { id: string } }[] }>('entities.list', { type: 'opportunity', limit: 1, filter: { all: [{ field: 'organisation', op: 'notEmpty' }, { field: 'phase', op: 'eq', value: 'negotiation' }] } })).rows
  const organisation = deal!.organisation.id
  const [contact] = await host.create('contact', [{ firstName: 'Anaïs', lastName: 'Lefèvre', organisation, emails: [{ value: 'anais.lefevre@exemple.fr', label: 'work' }], phones: [{ value: '+33 6 39 98 12 40', label: 'mobile' }] }])
  const about = { contact: contact!, organisation, opportunity: deal!.id }
  await host.call('entities.save', { type: 'opportunity', id: deal!.id, patch: { contact } })
  await host.create('user', [{ firstName: 'Camille', lastName: 'Morel', email: 'camille@exemple.fr' }, { firstName: 'Hugo', lastName: 'Béal', email: 'hugo@exemple.fr' }])
  const townspeople = await idsOf(host, 'contact', { field: 'address.city', op: 'eq', value: 'Grenoble' }, 300)
  await workWith(host, townspeople, {}, 8)
  await workWith(host, [contact!], about, 24)
  const server = await mailServer()
  const mail = await writeTo(host, server, about)
  const { survey, response } = await askAll(host, townspeople)
  await host.create('surveyTrigger', [{ kind: 'call', survey }, { kind: 'meeting', survey, isSent: true }])
  await host.call('workflows.turn', { workflows: ['reminder7', 'reminder15', 'reminder30'], isOn: true })
  const { workflow } = await host.call<{ workflow: string }>('workflows.save', { patch: { name: 'Prévenir d’une piste du site', forType: 'lead', trigger: { when: 'created' }, filter: { field: 'origin', op: 'in', value: ['website'] }, actions: [{ do: 'notify', text: 'Une piste est arrivée par le site : {{ lead.lastName }}' }] } })
  await host.call('workflows.turn', { workflows: [workflow], isOn: true })
  const leads = await leadsOf(host)

  const screens = [
    ['activites', '/activity'],
    ['affaire', `/opportunity/${deal!.id}`],
    ['previsions', '/ventes/prevision'],
    ['analyse', '/ventes/analyse'],
    ['pistes', '/lead'],
    ['piste', `/lead/${leads[0]}`],
    ['courriels', '/emailMessage'],
    ['courriel', `/emailMessage/${mail}`],
    ['ecrire', `/emailMessage/nouveau?about=opportunity:${deal!.id}`],
    ['messagerie', '/reglages/messagerie'],
    ['modeles', '/reglages/modeles'],
    ['modele', '/reglages/modeles/reminder7?langue=fr'],
    ['questionnaires', '/questionnaires'],
    ['questionnaire', `/survey/${survey}/modifier`],
    ['resultats', `/survey/${survey}`],
    ['reponse', `/surveyResponse/${response}`],
    ['questionnaires-reglages', '/reglages/questionnaires'],
    ['relances', '/reglages/relances'],
    ['automatisations', '/reglages/automatisations'],
    ['automatisation', '/reglages/automatisations/reminder7'],
    ['automatisation-modifier', '/reglages/automatisations/reminder7/modifier'],
    ['automatismes', '/travaux'],
    ['utilisateurs', '/reglages/utilisateurs'],
    ['avis', '/avis'],
  ] as const
  for (const [name, path] of screens) {
    await visit(window, host, path)
    await window.waitForLoadState('networkidle')
    if (name === 'affaire') await expect(window.getByRole('heading', { name: 'À venir' })).toBeVisible()
    await take(name)
  }
  await server.close()
  return screens
}

/** The screens that are read as they open. */
const READ = [
  ['roles', '/reglages/roles'],
  ['modules', '/reglages/modules'],
  ['devises', '/reglages/devises'],
  ['menu', '/reglages/menu'],
  ['recherche-reglages', '/reglages/recherche'],
  ['ma-page-reglages', '/reglages/accueil'],
  ['fichier', '/reglages/fichier'],
  ['listes', '/reglages/listes'],
  ['types-et-champs', '/reglages/types'],
  ['type-nouveau', '/reglages/types/nouveau'],
  ['champ-nouveau', '/reglages/types/contact/champ'],
  ['types-de-relation', '/relations'],
  ['relation-nouvelle', '/relations/nouveau'],
  ['securite', '/securite'],
  ['introuvable', '/une-page-qui-n-existe-pas'],
] as const

/** The settings, and what is seldom opened. */
const restIn = async (window: Page, host: Host, take: (name: string) => Promise<void>): Promise<void> => {
  await host.create('role', [{ name: 'Commerce', order: 1, members: [{ value: 'Anaïs Lefèvre' }, { value: 'Loïc Moreau' }] }, { name: 'Atelier', order: 2 }])
  for (const [name, path] of READ) {
    await visit(window, host, path)
    await window.waitForLoadState('networkidle')
    await take(name)
  }
  await window.goto(`${host.url}/consigner-un-appel`)
  await expect(window.getByRole('dialog')).toBeVisible()
  await window.waitForLoadState('networkidle')
  await take('appel')

  await visit(window, host, '/reglages/roles/nouveau')
  await window.getByRole('textbox', { name: 'Nom' }).fill('Comptabilité')
  await window.getByRole('button', { name: '3. Ordre' }).click()
  await expect(window.getByRole('radio', { name: /^Après «\sAtelier\s»$/ })).toBeChecked()
  await take('role-nouveau')

  await visit(window, host, `/contact/filtre?conditions=${encodeURIComponent(JSON.stringify(ASKED))}`)
  await window.getByRole('button', { name: 'Suivant' }).click()
  await window.getByRole('textbox', { name: 'Nom du filtre' }).fill('Gens du bois, Lyon et Grenoble')
  await expect(window.getByText(/\d contacts? sur \d/)).toBeVisible()
  await take('filtre-nom')

  await visit(window, host, '/contact')
  const grid = window.getByRole('grid')
  await grid.focus()
  await window.keyboard.press('Space')
  await window.keyboard.press('Shift+ArrowDown')
  await window.getByRole('toolbar').getByRole('link', { name: 'Fusionner' }).click()
  await expect(window.getByRole('heading', { name: 'Fusionner 2 fiches' })).toBeVisible()
  await window.waitForLoadState('networkidle')
  await take('fusion')

  await visit(window, host, '/travaux')
  await window.getByRole('link', { name: /contacts\.csv/ }).first().click()
  await expect(window.getByRole('heading', { level: 1 })).toContainText('contacts.csv')
  await window.waitForLoadState('networkidle')
  await take('import-resultat')

  await window.getByRole('contentinfo').getByRole('button', { name: /^Calepin/ }).click()
  await expect(window.getByRole('dialog', { name: 'À propos de Calepin' })).toBeVisible()
  await take('a-propos')
  await window.keyboard.press('Escape')
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

  await importAll(host, info.outputPath('dataset'), size)
  const plain = (text: string): RegExp => new RegExp(text.replaceAll(/\s/g, '\\s'))
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
  await expect(window.getByRole('row').filter({ hasText: 'Totaux de tout le filtre' }).getByText('€').first()).toBeVisible({ timeout: 60_000 })
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
  const selling = await sellingIn(window, host, take)
  await restIn(window, host, take)

  await window.emulateMedia({ colorScheme: 'dark' })
  await window.setViewportSize({ width: 1024, height: 700 })
  for (const [name, path] of [['contacts-sombre', '/contact'], ['organisation-sombre', `/organisation/${organisation}`], ['affaires-sombre', '/opportunity'], ['formulaire-sombre', `/contact/${person}/modifier`], ['tableau-sombre', '/opportunity?forme=tableau'], ['ma-page-sombre', '/accueil'], ...selling.filter(([screen]) => DARK.includes(screen)).map(([screen, at]) => [`${screen}-sombre`, at] as const)] as const) {
    await visit(window, host, path)
    await window.waitForLoadState('networkidle')
    await expect(window.getByText(/Vue\s:\s…/)).toHaveCount(0)
    await take(name)
  }
})
