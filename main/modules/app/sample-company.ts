/**
 * The customers of a joinery that does not exist, to look around with: invented people and companies, numbers that the
 * French regulator keeps for fiction (ARCEP decision 2018-0881), addresses at domains kept for examples (RFC 2606). Days are
 * counted from the one given.
 */

interface Sampled {
  readonly type: 'organisation' | 'contact' | 'opportunity' | 'note'
  /** Relations hold the name of the record that they lead to. */
  readonly name: string
  readonly data: Readonly<Record<string, unknown>>
  readonly links?: Readonly<Record<string, string>>
}

const TOWNS = [
  ['38500', 'Voiron'], ['38000', 'Grenoble'], ['38340', 'Voreppe'], ['38430', 'Moirans'], ['38140', 'Rives'], ['73000', 'Chambéry'],
  ['69003', 'Lyon'], ['26000', 'Valence'], ['38210', 'Tullins'], ['38160', 'Saint-Marcellin'], ['73100', 'Aix-les-Bains'], ['38120', 'Saint-Égrève'],
] as const
const STREETS = ['rue des Tanneurs', 'place du Marché', 'avenue des Tilleuls', 'chemin de la Scierie', 'quai de la Fonderie', 'rue du Puits', 'impasse des Noyers', 'montée des Pressoirs'] as const

/** Name, sector, status, size. */
const COMPANIES = [
  ['Hôtel des Cimes Bleues', 'tourism', 'client', 'upTo49'], ['Agencement Perrolaz', 'construction', 'client', 'upTo19'], ['Crèche Les Petits Copeaux', 'associations', 'client', 'upTo9'],
  ['Charpentes Vernaison', 'construction', 'partner', 'upTo49'], ['Scierie du Val Joly', 'wood', 'supplier', 'upTo19'], ['Quincaillerie Brissaud', 'retail', 'supplier', 'upTo9'],
  ['Domaine Cottavoz', 'agriculture', 'client', 'upTo9'], ['Boulangerie Amblard', 'retail', 'client', 'upTo9'], ['Lycée des Trois Vallées', 'education', 'client', 'upTo99'],
  ['Cabinet vétérinaire du Pont', 'health', 'prospect', 'upTo9'], ['Mairie de Saint-Ambroise', 'publicSector', 'client', 'upTo49'], ['Restaurant La Table Ronde', 'tourism', 'prospect', 'upTo9'],
  ['Architectes Roussillon & Faye', 'construction', 'partner', 'upTo9'], ['Librairie Le Passe-Muraille', 'retail', 'client', 'none'], ['Syndic Belledonne Gestion', 'realEstate', 'client', 'upTo19'],
  ['Vernis Chamoux', 'chemistry', 'supplier', 'upTo49'], ['Camping du Lac Clair', 'tourism', 'prospect', 'upTo9'], ['École de musique Harmonia', 'associations', 'formerClient', 'none'],
  ['Garage Tissot-Magnin', 'automotive', 'prospect', 'upTo9'], ['Fromagerie du Pas', 'agriculture', 'client', 'upTo19'], ['Pharmacie des Remparts', 'health', 'client', 'upTo9'],
  ['Transports Guillermin', 'logistics', 'provider', 'upTo49'], ['Maison de retraite Les Glycines', 'health', 'client', 'upTo99'], ['Atelier Fer & Lumière', 'metallurgy', 'partner', 'none'],
  ['Imprimerie Sablons', 'communication', 'prospect', 'upTo19'], ['Caves Montgarnier', 'agriculture', 'client', 'upTo9'], ['Clinique du Parc aux Cèdres', 'health', 'prospect', 'upTo249'],
  ['Bureau d’études Oriol', 'consulting', 'partner', 'upTo9'], ['Menuiserie Faucigny', 'wood', 'partner', 'upTo9'], ['Comité des fêtes de Brignoud', 'associations', 'formerClient', 'none'],
  ['Gîte La Grange Haute', 'tourism', 'client', 'none'], ['Opticien Claravue', 'retail', 'prospect', 'upTo9'], ['Assurances Dauphin', 'banking', 'provider', 'upTo9'],
  ['Serrurerie Ponsard', 'construction', 'partner', 'upTo9'], ['Salon Mèche & Peigne', 'retail', 'client', 'none'], ['Isolation Thermalp', 'construction', 'supplier', 'upTo49'],
] as const
const FIRST = ['Anaïs', 'Théo', 'Maëlys', 'Loïc', 'Gaëlle', 'Côme', 'Inès', 'Erwan', 'Noémie', 'Rachid', 'Clémence', 'Joël', 'Aurélie', 'Tanguy', 'Mélanie', 'Sébastien', 'Océane', 'Youssef', 'Héloïse', 'Raphaël', 'Capucine', 'Bastien', 'Léonie', 'Mathis'] as const
const LAST = ['Lancelin', 'Berthoumieu', 'Aït-Saïd', 'Pélissard', 'Thévenoud', 'Barthelon', 'Sanchis', 'Le Dantec', 'Moreuil', 'Benhaïm', 'Dhérouville', 'Guillaumin', 'Rossi-Chabal', 'Kerouan', 'Nguyen-Morin', 'Cœurdacier', 'Abadou', 'Zitouni', 'Çelikel', 'Vuillerme', 'Montcharvin', 'Escofier', 'Duprélac', 'Fayolleau'] as const
const JOBS = ['Gérante', 'Chef de chantier', 'Comptable', 'Directeur', 'Responsable des achats', 'Architecte', 'Assistante', 'Maire adjoint'] as const
const DEALS = ['Terrasse en mélèze', 'Agencement de l’accueil', 'Escalier tournant', 'Remplacement des fenêtres', 'Portail et claustra', 'Bibliothèque sur mesure', 'Bar et comptoir', 'Entretien annuel', 'Portes coupe-feu', 'Cuisine d’été', 'Bardage de façade', 'Mobilier de classe'] as const
const PHASES = ['prospecting', 'qualification', 'proposal', 'negotiation', 'won', 'won', 'lost'] as const
const NOTES = [
  'Ne livrer que le matin : la cour est occupée par le marché l’après-midi.', 'Préfère le chêne huilé au vernis. A gardé un bon souvenir de l’escalier.',
  'Rappeler après les vacances : attend l’accord de son associé.', 'Accès par la ruelle, camion de 3,5 t au plus.', 'Paie à 30 jours fin de mois, toujours à l’heure.',
  'Recommandé par le cabinet d’architectes.', 'A demandé un devis séparé pour la pose.', 'Chien dans la cour : sonner au portail.',
] as const

const MAX_CONTACTS_EACH = 4
const DAY_MS = 86_400_000

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('œ', 'oe').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
const two = (n: number): string => String(n % 100).padStart(2, '0')
/** Of the ranges kept for fiction: 04 65 71 xx xx in the south-east, 06 39 98 xx xx for mobiles. */
const landline = (i: number): string => `04 65 71 ${two(i * 7 + 13)} ${two(i * 31 + 5)}`
const mobile = (i: number): string => `06 39 98 ${two(i * 11 + 3)} ${two(i * 17 + 41)}`

/** The sample's records, those that others lead to first; always the same but for the days, counted from `today` (2026-11-20). */
export const sampleCompany = (today: string): Sampled[] => {
  const dayIn = (days: number): string => new Date(Date.parse(`${today}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
  const address = (i: number) => {
    const [postcode, city] = TOWNS[i % TOWNS.length]!
    return { street: `${1 + ((i * 5) % 88)}, ${STREETS[i % STREETS.length]}`, postcode, city, country: 'France' }
  }
  const records: Sampled[] = []
  const people: { name: string; company: string }[] = []
  COMPANIES.forEach(([name, sector, status, staffSize], i) => {
    const domain = `${plain(name)}.example`
    records.push({
      type: 'organisation',
      name,
      data: {
        name, sector, status, staffSize,
        phones: [{ value: landline(i), label: 'work' }],
        emails: [{ value: `contact@${domain}`, label: 'work' }],
        websites: [{ value: `https://www.${domain}`, label: 'work' }],
        billingAddress: address(i),
        since: dayIn(-200 - i * 61),
        ...(status === 'prospect' && { maturity: (['cold', 'warm', 'hot'] as const)[i % 3] }),
      },
    })
    for (let k = 0; k <= (i * 3) % MAX_CONTACTS_EACH; k++) {
      const n = people.length
      const firstName = FIRST[(n * 5) % FIRST.length]!
      const lastName = LAST[(n * 7 + k) % LAST.length]!
      const full = `${firstName} ${lastName} ${n}`
      people.push({ name: full, company: name })
      records.push({
        type: 'contact',
        name: full,
        data: {
          firstName, lastName, status,
          jobTitle: JOBS[(n + k) % JOBS.length],
          emails: [{ value: `${plain(firstName)}.${plain(lastName)}@${domain}`, label: 'work' }],
          phones: [{ value: mobile(n), label: 'mobile' }],
          address: address(i),
          since: dayIn(-90 - n * 13),
        },
        links: { organisation: name },
      })
    }
  })
  for (let i = 0; i < 45; i++) {
    const person = people[(i * 11) % people.length]!
    const phase = PHASES[i % PHASES.length]!
    const isClosed = phase === 'won' || phase === 'lost'
    records.push({
      type: 'opportunity',
      name: `deal ${i}`,
      data: {
        name: `${DEALS[i % DEALS.length]} · ${person.company}`,
        phase,
        amount: { amount: (900 + ((i * 1_373) % 29_000)) * 100, currency: 'EUR' },
        openedOn: dayIn(-20 - i * 6),
        expectedClosing: dayIn(isClosed ? -5 - i * 4 : 6 + i * 3),
        ...(isClosed && { closedOn: dayIn(-5 - i * 4) }),
      },
      links: { organisation: person.company, contact: person.name },
    })
  }
  for (let i = 0; i < 28; i++) {
    records.push({ type: 'note', name: `note ${i}`, data: { text: NOTES[i % NOTES.length], ...(i % 9 === 0 && { isPinned: true }) }, links: { organisation: COMPANIES[(i * 5) % COMPANIES.length]![0] } })
  }
  return records
}
