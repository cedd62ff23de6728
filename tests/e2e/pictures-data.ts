import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { type Size, writeDataset } from '../bench/dataset.ts'
import { type File, FILES } from '../bench/imports.ts'
import { expect, type Host } from './host.ts'

/** Organisations, contacts and opportunities of the dataset. */
export const importAll = async (host: Host, at: string, size: Size): Promise<void> => {
  await writeDataset(at, size)
  for (const name of ['organisations', 'contacts', 'opportunities'] as const satisfies File[]) {
    const { file } = await host.upload(`${name}.csv`, createReadStream(join(at, `${name}.csv`)))
    const { job } = await host.call<{ job: string }>('imports.start', { file, ...FILES[name] })
    const state = async () => (await host.call<{ state: string }>('jobs.get', { job })).state
    await expect.poll(state, { timeout: 300_000 }).toBe('done')
  }
}

export const idsOf = async (host: Host, type: string, filter: unknown, limit: number): Promise<string[]> =>
  (await host.call<{ rows: { id: string }[] }>('entities.list', { type, filter, limit })).rows.map(({ id }) => id)

/** Tags, each on some records of the types that may have it. */
export const tagAll = async (host: Host): Promise<string[]> => {
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
export const relateOne = async (host: Host, tags: readonly string[]): Promise<string> => {
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
export const repeatSome = async (host: Host): Promise<void> => {
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

const dayAfter = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const at = (days: number, hour: number): { at: string; zone: string } => ({ at: `${dayAfter(days)}T${String(hour).padStart(2, '0')}:15:00.000Z`, zone: 'Europe/Paris' })
const pick = <T>(items: readonly T[], index: number): T => items[index % items.length]!

const DONE = [
  ['call', 'Appel de suivi', 'reached', 'Content du chantier, parle d’une terrasse au printemps.'],
  ['call', 'Relance du devis', 'messageLeft', 'Message laissé sur le répondeur.'],
  ['meeting', 'Visite du chantier', 'agreed', 'Prise des cotes, accord sur le douglas.'],
  ['email', 'Envoi des échantillons', 'callBack', 'Trois teintes, réponse attendue lundi.'],
] as const
const TO_DO = [
  ['task', 'Préparer le devis'],
  ['call', 'Rappeler pour la finition'],
  ['meeting', 'Rendez-vous à l’atelier'],
  ['task', 'Commander la quincaillerie'],
] as const

/** Three years of work with these people: what was done, and what is to be done soon. */
export const workWith = async (host: Host, contacts: readonly string[], more: Record<string, unknown>, perPerson: number): Promise<void> => {
  const activities = contacts.flatMap((contact, i) =>
    Array.from({ length: perPerson }, (_, j) => {
      const isDone = (i + j) % 4 !== 0
      const [kind, name, result, minutes] = pick(DONE, i + j * 3)
      const days = isDone ? -1 - ((i * 37 + j * 91) % 1_000) : ((i * 5 + j) % 24) - 4
      return isDone
        ? { kind, name, result, minutes, status: 'done', contact, day: dayAfter(days), doneOn: at(days, 8 + (i % 9)), ...more }
        : { kind: pick(TO_DO, i + j)[0], name: pick(TO_DO, i + j)[1], status: 'planned', contact, day: dayAfter(days), ...(i % 3 === 0 && { start: at(days, 9 + (i % 8)) }), ...more }
    }),
  )
  const queue = [...activities]
  await Promise.all(Array.from({ length: 4 }, async () => { for (let next = queue.shift(); next; next = queue.shift()) await host.create('activity', [next]) }))
}

/** Leads of a fair, of the website and of calls. */
export const leadsOf = async (host: Host): Promise<string[]> =>
  host.create(
    'lead',
    Array.from({ length: 240 }, (_, i) => ({
      firstName: pick(['Ada', 'Loïc', 'Inès', 'Côme', 'Maëlle', 'Étienne', 'Zoé'], i),
      lastName: pick(['Roux', 'Carpentier', 'Çelik', 'Lefèvre', 'N’Guyen', 'Béal', 'Dupré', 'Œuvrard', 'Marchal'], i * 5),
      company: pick(['Fournil Roux', 'Hôtel des Alpes', 'Mairie de Voiron', 'Gîte du Lac', 'Librairie Béal'], i * 3),
      emails: [{ value: `piste${i}@exemple.fr`, label: 'work' }],
      phones: [{ value: `06 39 98 ${String(10 + (i % 90))} ${String(10 + ((i * 7) % 90))}`, label: 'mobile' }],
      status: pick(['new', 'contacted', 'new', 'qualified', 'dropped'], i),
      origin: pick(['fair', 'website', 'call', 'recommendation'], i * 3),
      amount: { amount: 90_000 + ((i * 377_000) % 4_000_000), currency: 'EUR' },
      notes: 'Cherche un menuisier pour le printemps.',
    })),
  )

/** An account on this server, mails that left, one that was refused and those that came in; answers the last of these. */
export const writeTo = async (host: Host, server: { readonly port: number; refuses: boolean }, about: { contact: string; organisation: string; opportunity: string }): Promise<string> => {
  const subjects = ['Votre projet de terrasse', 'Devis de l’escalier', 'Échantillons de douglas', 'Rendez-vous de jeudi', 'Pose des volets']
  await host.create('mailAccount', [{ name: 'Atelier', address: 'atelier@exemple.fr', displayName: 'Menuiserie du Val', smtpHost: '127.0.0.1', smtpPort: server.port, smtpSecurity: 'none', isDefault: true }])
  const stateOf = async (id: string) => (await host.call<{ record: { state: string } }>('entities.get', { type: 'emailMessage', id })).record.state
  server.refuses = true
  const [refused] = await host.create('emailMessage', [{ state: 'waiting', subject: 'Relance du devis', to: [{ value: 'parti@exemple.org' }], text: 'Bonjour' }])
  await expect.poll(() => stateOf(refused!), { timeout: 30_000 }).toBe('failed')
  server.refuses = false
  const sent = await host.create('emailMessage', Array.from({ length: 60 }, (_, i) => ({ state: 'waiting', subject: pick(subjects, i), to: [{ value: `client${i}@exemple.org` }], text: 'Bonjour,\n\nVoici ce dont nous avons parlé.', ...(i > 55 && about) })))
  await expect.poll(() => stateOf(sent.at(-1)!), { timeout: 30_000 }).toBe('sent')
  const received = await host.create('emailMessage', Array.from({ length: 40 }, (_, i) => ({ direction: 'in', state: 'received', from: `client${i}@exemple.org`, to: [{ value: 'atelier@exemple.fr' }], subject: `Re : ${pick(subjects, i)}`, text: 'Bonjour,\n\nC’est d’accord pour jeudi matin. Pouvez-vous apporter les échantillons de douglas ?\n\nBien à vous', sentOn: at(-1 - i, 9), ...(i < 2 && about) })))
  return received[0]!
}

const QUESTIONS = {
  last: 4,
  sections: [
    {
      title: '',
      questions: [
        { key: 'q1', kind: 'yesNo', label: 'Êtes-vous satisfait de notre visite ?', required: true },
        { key: 'q2', kind: 'multiple', label: 'Que faut-il améliorer ?', values: [{ key: 'a', label: 'Les délais' }, { key: 'b', label: 'Le prix' }, { key: 'c', label: 'Le suivi' }], showIf: { question: 'q1', op: 'is', value: false } },
        { key: 'q3', kind: 'scale', label: 'Nous recommanderiez-vous ?', min: 0, max: 10, required: true },
        { key: 'q4', kind: 'text', label: 'Autre chose ?' },
      ],
    },
  ],
}

/** A questionnaire that each of these people was asked, and most answered; answers its id and the last answer's. */
export const askAll = async (host: Host, contacts: readonly string[]): Promise<{ survey: string; response: string }> => {
  const [survey] = await host.create('survey', [{ name: 'Votre avis après notre visite', language: 'fr', intro: 'Deux minutes suffisent.', questions: QUESTIONS }])
  let last = ''
  for (const [i, contact] of contacts.entries()) {
    const { response } = await host.call<{ response: string }>('surveys.ask', { survey, contact })
    if (i % 6 === 5) continue
    const isPleased = i % 5 !== 0
    await host.call('surveys.answer', { response, answers: { q1: isPleased, ...(!isPleased && { q2: i % 2 ? ['a'] : ['a', 'c'] }), q3: isPleased ? 7 + (i % 4) : 3 + (i % 3), ...(i % 7 === 0 && { q4: 'Merci pour le soin apporté aux finitions.' }) } })
    last = response
  }
  return { survey: survey!, response: last }
}
