import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export const SIZES = {
  '10k': { contacts: 10_000, organisations: 2_000, opportunities: 5_000 },
  '100k': { contacts: 100_000, organisations: 20_000, opportunities: 50_000 },
} as const
export type Size = keyof typeof SIZES

const list = (words: string): readonly string[] => words.trim().split(/\s+/).map(word => word.replaceAll('_', ' '))

const FIRST_NAMES = list(`
  Abel Adeline Adrien Agathe Alban Alexis Alix Aloïs Ambre Amandine Anatole Andrée Angélique Anouk Antonin Apolline Armand Astrid Aude
  Augustin Aurore Axel Baptiste Barnabé Bénédicte Benjamin Bertille Bertrand Blaise Brice Candice Capucine Carla Cassandre Célestin Célia
  Charline Cléa Clélia Clotilde Côme Coralie Cyprien Cyrielle Daphné Denise Diego Domitille Donatien Edgar Edmée Éliane Élias Éliott Elsa
  Elvire Émeline Enzo Ernestine Étiennette Eudes Eugène Fadila Faustine Félicie Ferdinand Fernande Firmin Flavie Flavien Florentin Frida
  Gabin Gabrielle Garance Gaston Gauthier Gérardine Ginette Gisèle Goran Grégory Guénolé Gustave Hakim Hector Héléna Henriette Hippolyte
  Honoré Hortense Hugues Ida Ilona Ioana Iris Iván Jasmine Jeannine Joachim Jocelyne Jonas Josiane Józef Juliane Justin Justine Kévin
  Killian Laïla Lambert Lazare Léandre Lénaïg Léonard Léopold Lilian Linda Line Lise Loan Lola Loréna Lorraine Louna Lubin Lucile Ludivine
  Luís Maël Mahaut Malik Malo Marceau Marcel Marguerite Maria Marielle Marilou Martial Mathéo Matthias Maxence Mélissa Mélodie Milan
  Mireia Mona Mylène Naïm Nelly Nestor Ninon Noël Noëlle Nora Octave Odette Olga Olympe Orane Oscar Ottilie Pablo Paola Pétronille
  Philibert Philomène Prosper Prune Rafaël Ralph Reine Rémy Renée Rita Roméo Ronan Rosa Rose Roxane Ruben Sacha-Lou Salvador Samira Saskia
  Sélène Septime Sidonie Siméon Solange Søren Stanislas Stella Suzette Sylvette Tancrède Tatiana Thelma Théodore Tiphaine Titouan Ugo
  Ulysse Ursule Valère Valériane Vasco Véra Vianney Viktor Violaine Virgile Wanda Werner Wilfried Xénia Yaël Yannis Yohann Youssef Ysée
  Yvon Yvonne Żaneta Zacharie Zélie Zoran`)

const LAST_NAMES = list(`
  Achard Allain Alvarez Ancel Andrieu Anselme Ardouin Astier Auclair Audibert Auvray Azéma Bachelet Ballet Barbé Bardin Bastien Baudry
  Bazin Beaufils Bécquet Bellanger Berthier Besançon Bertolini Billard Bisson Blanchet Blondel Boissière Bonnard Bordes Bosc Bouché Boulay
  Bouquet Bourguignon Boyer Brémond Briand Brissot Brochard Bruneau Buisson Cabanel Calvet Campos Cantin Cardon Cassin Castro Cazeneuve
  Chabrol Chamard Chapelle Chardin Charron Chastel Chauveau Chenu Chollet Claudel Clerc Coignard Combes Conte Corbin Cornet Coste
  Cottin Courbet Crépin Cros Cuvelier Da_Costa Dahan Damour Danel Darmon Daubigny De_Oliveira De_Vries Debray Decourt Delage Delahaye
  Delcourt Delorme Demange Derrien Desmarais Desprez Diallo Dietrich Dominguez Doré Doucet Drouet Dubreuil Ducasse Duclos Dufresne Duhamel
  Duprat Dury Duvivier Ehrmann Émery Engel Escoffier Esposito Esteban Fabiani Fagès Falcón Farge Fauvel Féraud Ferreira Fèvre Ficher
  Flamand Foucault Fouquet Fraisse Frémont Fromentin Gachet Galland Gallois Galván Garnéro Gaspard Gatineau Gendron Genêt Georgel Gillet
  Girardin Godard Godefroy Gosselin Goujon Granger Grasset Gravier Grenier Grosjean Guéret Guibert Guignard Guillemin Guitton Hachette
  Haas Halévy Hansen Hardouin Hébrard Heinrich Hénault Hérault Hermann Hervieu Honoré Houdin Hugues Iglesias Ingold Isnard Jacquemin
  Jaeger Jamet Janvier Jarry Jiménez Jobert Jolivet Josse Joubert Jourdain Jullien Kaczmarek Kermarec Kessler König Kuhn Labbé Laborde
  Lachaud Lafont Lagrange Lalande Lambin Landry Lapeyre Larue Latour Launay Laval Lavigne Le_Bihan Le_Corre Le_Gall Lebeau Leclair Ledoux
  Lefort Legendre Lelièvre Lemonnier Lenoir Lepage Lesage Letellier Lhermitte Lindgren Loiseau Lorrain Louvet Lozano Łukasik Mabille
  Magnier Mahé Maillot Malard Mangin Marceau Marchetti Marquet Marsal Mauger Mauroy Maynard Mazet Mendes Mercadier Merle Mesnard Métayer
  Meyrieux Mignot Millot Molina Mondon Montagne Morand Moreira Morvan Mounier Mühl Munier Naudin Neumann Nicolle Nivert Noguès Novák
  Oberlé Ortega Oudin Ozanne Pagès Palacios Papin Parent Parmentier Pascual Patin Péan Pécheux Pellerin Peñalver Péron Perron Peyre
  Pinault Pinson Pinto Plantier Poncet Portal Pottier Pradel Prigent Quéméner Quentin Rabier Raffin Rambaud Ravel Raynal Régnier Renou
  Rétif Ricard Rigaud Riou Ritter Rivet Roblin Rochette Rollin Roques Rosier Rougier Rouvière Royan Sabatier Salmon Samson Sanchis Sarrazin
  Saunier Savary Schaeffer Schröter Sellier Sérusier Sevestre Silvestre Sørensen Soulié Strauß Taillandier Tardieu Téllez Terrier Teyssier
  Thévenin Thibaud Thiébaut Thuillier Tisserand Toussaint Trémeau Tricot Turpin Urbain Vacher Valentin Vallet Vannier Varenne Vázquez
  Verdier Vernet Viaud Viguier Villard Vigneau Vivier Volkov Wagnon Walter Weiss Wróbel Yvon Ziegler`)

interface City {
  readonly name: string
  readonly postcode: string
  readonly country: string
}

/** The most frequent first. */
const CITIES: readonly City[] = list(`
  Paris|75000 Marseille|13000 Lyon|69000 Toulouse|31000 Nice|06000 Nantes|44000 Montpellier|34000 Strasbourg|67000 Bordeaux|33000 Lille|59000
  Rennes|35000 Toulon|83000 Reims|51100 Saint-Étienne|42000 Le_Havre|76600 Villeurbanne|69100 Dijon|21000 Angers|49000 Grenoble|38000
  Nîmes|30000 Clermont-Ferrand|63000 Aix-en-Provence|13100 Le_Mans|72000 Brest|29200 Tours|37000 Amiens|80000 Annecy|74000 Limoges|87000
  Metz|57000 Besançon|25000 Perpignan|66000 Orléans|45000 Rouen|76000 Caen|14000 Mulhouse|68100 Nancy|54000 Saint-Denis|93200
  Poitiers|86000 Avignon|84000 Pau|64000 La_Rochelle|17000 Béziers|34500 Colmar|68000 Bourges|18000 Quimper|29000 Valence|26000
  Troyes|10000 Chambéry|73000 Évreux|27000 Niort|79000 Bruxelles|1000|Belgique Liège|4000|Belgique Namur|5000|Belgique Gand|9000|Belgique
  Genève|1200|Suisse Lausanne|1000|Suisse Zürich|8000|Suisse Luxembourg|1111|Luxembourg München|80331|Allemagne Köln|50667|Allemagne
  Nürnberg|90402|Allemagne Madrid|28001|Espagne Málaga|29001|Espagne Lisboa|1000-001|Portugal Torino|10121|Italie Milano|20121|Italie
`).map(line => {
  const [name = '', postcode = '', country = 'France'] = line.split('|')
  return { name, postcode, country }
})

const SECTORS = list(`
  Agroalimentaire Banque_et_assurance Bâtiment Bois_et_papier Chimie Commerce Communication Conseil Éducation Électronique Énergie Immobilier
  Informatique Logistique Mécanique Métallurgie Santé Services Textile Tourisme`)
const STATUSES = ['Prospect', 'Client', 'Ancien client', 'Fournisseur', 'Partenaire']
const JOBS = list(`
  Acheteur Administratrice_des_ventes Architecte Assistante_commerciale Chargé_d'affaires Cheffe_d'atelier Commerciale Comptable
  Conducteur_de_travaux Contrôleuse_de_gestion Dirigeante DAF Directeur_des_achats Directrice_générale DRH DSI Gérant Ingénieure_méthodes
  Juriste Responsable_logistique Responsable_qualité Technicienne`)
const STREETS = list(`
  rue_des_Tilleuls avenue_de_la_Gare boulevard_de_l'Europe place_du_Marché rue_du_Collège allée_des_Érables rue_de_l'Abbaye chemin_des_Vignes
  quai_du_Port impasse_des_Forgerons rue_Neuve route_de_la_Forêt`)
const TRADES = list(`
  Ateliers Brasserie Bureau_d'études Cabinet Carrosserie Charpentes Cidrerie Compagnie Conserverie Cristallerie Cycles Domaine Ébénisterie
  Élevage Entrepôts Fabrique Fonderie Forges Garage Hôtel Huilerie Imprimerie Jardinerie Laboratoire Maison Manufacture Miroiterie Moulins
  Optique Papeterie Scierie Serrurerie Tanneries Transports`)
const ACTIVITIES = list(`
  Conseil Logistique Ingénierie Énergies Systèmes Distribution Services Métaux Constructions Industries Médical Développement Traiteur
  International &_Fils &_Associés &_Filles Sœurs Réunis du_Littoral du_Centre de_l'Est des_Pyrénées d'Auvergne Breton Occitan`)
const LEGAL_FORMS = ['SARL', 'SAS', 'SA', 'EURL', 'GmbH', 'S.r.l.', 'SCOP', '']
const NOTES = [
  'Croisé à une journée portes ouvertes.',
  'Joignable surtout en fin de journée.',
  'À rappeler à la rentrée.',
  'Décide seul, répond vite.',
  'Budget confirmé pour le prochain exercice.',
  'Attend un chiffrage ; livraison « express » souhaitée.',
  'Absent le vendredi.',
  'Recommandé par un client fidèle.',
]
const MAIL_DOMAINS = ['poste.example', 'mail.example', 'societe.example', 'courrier.example']
const PHASES: readonly (readonly [name: string, weight: number])[] = [
  ['Prospection', 0.18],
  ['Qualification', 0.17],
  ['Proposition', 0.15],
  ['Négociation', 0.1],
  ['Gagnée', 0.25],
  ['Perdue', 0.15],
]

/** A repeatable source of chance (mulberry32). */
const chance = (seed: number) => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!
  return {
    below,
    pick,
    happens: (probability: number): boolean => next() < probability,
    /** Draws among items of which the first are the likelier, according to `weights`. */
    weighted: <T>(items: readonly T[], weights: readonly number[]): (() => T) => {
      let sum = 0
      const steps = weights.map(weight => (sum += weight))
      return () => {
        const at = next() * sum
        let low = 0
        let high = items.length - 1
        while (low < high) {
          const middle = (low + high) >> 1
          if (steps[middle]! > at) high = middle
          else low = middle + 1
        }
        return items[low]!
      }
    },
    sample: <T>(items: readonly T[], count: number): T[] => {
      const rest = [...items]
      return Array.from({ length: count }, () => rest.splice(below(rest.length), 1)[0]!)
    },
    logNormal: (mu: number, sigma: number): number => Math.exp(mu + sigma * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
  }
}
type Chance = ReturnType<typeof chance>

/** Weights that fall off as those of towns and trades do. */
const falling = (count: number, steepness: number): number[] => Array.from({ length: count }, (_, i) => 1 / (i + 3) ** steepness)

const mailName = (name: string): string =>
  name.replace(/[øØ]/g, 'o').replace(/[łŁ]/g, 'l').replaceAll('ß', 'ss').replaceAll('œ', 'oe').normalize('NFKD').replace(/[^A-Za-z0-9-]/g, '').toLowerCase()

const phone = (random: Chance, zone: string): string =>
  `+33 ${zone} ${Array.from({ length: 4 }, () => String(random.below(100)).padStart(2, '0')).join(' ')}`

const isoDay = (from: number, days: number): string => new Date(from + days * 86_400_000).toISOString().slice(0, 10)
const FIRST_DAY = Date.UTC(2021, 10, 1)
const DAYS = 1_826

const cell = (value: string): string => (/[;"\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
const csv = (headings: string, rows: readonly (readonly string[])[]): string =>
  [headings.split(' '), ...rows].map(row => row.map(cell).join(';') + '\n').join('')

const latin1 = (text: string): Buffer => Buffer.from(text.replace(/[^\u0000-\u00ff]/g, '?'), 'latin1')

interface Organisation {
  readonly name: string
  readonly city: City
  readonly sector: string
  readonly row: readonly string[]
}

const makeOrganisations = (random: Chance, count: number): Organisation[] => {
  const city = random.weighted(CITIES, falling(CITIES.length, 0.9))
  const sector = random.weighted(SECTORS, falling(SECTORS.length, 0.6))
  const made = new Map<string, Organisation>()
  while (made.size < count) {
    const name = [
      random.happens(0.75) ? random.pick(TRADES) : '',
      random.pick(LAST_NAMES),
      random.happens(0.8) ? random.pick(ACTIVITIES) : '',
      random.pick(LEGAL_FORMS),
    ].filter(Boolean).join(' ')
    if (made.has(name)) continue
    const words = name.split(' ')
    const place = city()
    const trade = sector()
    made.set(name, {
      name,
      city: place,
      sector: trade,
      row: [
        name,
        phone(random, '1'),
        `contact@${mailName(words[0]! + words.at(-1)!)}.example`,
        `${1 + random.below(199)} ${random.pick(STREETS)}`,
        place.postcode,
        place.name,
        place.country,
        trade,
      ],
    })
  }
  return [...made.values()]
}

const makeContacts = (random: Chance, count: number, seed: number, organisation: () => Organisation): string[][] => {
  const elsewhere = random.weighted(CITIES, falling(CITIES.length, 0.9))
  return Array.from({ length: count }, (_, i) => {
    const first = random.pick(FIRST_NAMES) + (random.happens(0.12) ? `-${random.pick(FIRST_NAMES)}` : '')
    const last = random.pick(LAST_NAMES) + (random.happens(0.35) ? `-${random.pick(LAST_NAMES)}` : '')
    const employer = organisation()
    const city = random.happens(0.8) ? employer.city : elsewhere()
    return [
      `C${seed}-${String(i + 1).padStart(6, '0')}`,
      random.pick(['M.', 'Mme']),
      first,
      last,
      `${mailName(first)}.${mailName(last)}${i}@${random.pick(MAIL_DOMAINS)}`,
      phone(random, String(1 + random.below(5))),
      phone(random, '6'),
      random.happens(0.95) ? employer.name : '',
      random.pick(JOBS),
      `${1 + random.below(199)} ${random.pick(STREETS)}`,
      city.postcode,
      city.name,
      city.country,
      employer.sector,
      random.pick(STATUSES),
      random.happens(0.6) ? isoDay(Date.UTC(1950, 0, 1), random.below(20_000)) : '',
      isoDay(FIRST_DAY, random.below(DAYS)),
      random.sample(NOTES, random.below(3)).join(' '),
    ]
  })
}

const makeOpportunities = (random: Chance, count: number, seed: number, organisation: () => Organisation): string[][] => {
  const phase = random.weighted(PHASES.map(([name]) => name), PHASES.map(([, weight]) => weight))
  return Array.from({ length: count }, (_, i) => {
    const client = organisation()
    const at = phase()
    const opened = random.below(DAYS)
    const expected = isoDay(FIRST_DAY, opened + 15 + random.below(225))
    return [
      `O${seed}-${String(i + 1).padStart(6, '0')}`,
      `Affaire ${i + 1} ${client.name.slice(0, 40)}`,
      client.name,
      at,
      String(Math.floor(random.logNormal(9, 1))),
      expected,
      at === 'Gagnée' || at === 'Perdue' ? expected : '',
      isoDay(FIRST_DAY, opened),
    ]
  })
}

/** Beginnings of names, as a person types them: three of five of a family name, the others of an organisation's. */
const makePrefixes = (random: Chance, organisations: readonly Organisation[]): string[] => {
  const made = new Set<string>()
  while (made.size < 100) {
    const name = made.size % 5 < 3 ? random.pick(LAST_NAMES) : random.pick(organisations).name
    const prefix = name.slice(0, 3 + random.below(3)).trim()
    if (prefix.length > 2) made.add(prefix)
  }
  return [...made]
}

/**
 * Writes a company's data as `;` separated files with a heading: contacts.csv (UTF-8; contacts.latin1.csv in ISO-8859-1),
 * organisations.csv, opportunities.csv, and prefixes.txt, 100 beginnings of names to search for. A size and a seed
 * always give the same bytes; references differ between seeds.
 */
export const writeDataset = async (folder: string, size: Size, seed = 42): Promise<void> => {
  const { contacts, organisations, opportunities } = SIZES[size]
  const random = chance(seed)
  const companies = makeOrganisations(random, organisations)
  const organisation = random.weighted(companies, falling(organisations, 0.35))
  const people = csv(
    'ref civility first_name last_name email phone mobile organisation job_title street postcode city country sector status birthday created notes',
    makeContacts(random, contacts, seed, organisation),
  )
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'contacts.csv'), people)
  await writeFile(join(folder, 'contacts.latin1.csv'), latin1(people))
  await writeFile(join(folder, 'organisations.csv'), csv('name phone email street postcode city country sector', companies.map(({ row }) => row)))
  await writeFile(
    join(folder, 'opportunities.csv'),
    csv('ref name organisation phase amount expected_closing closing created', makeOpportunities(random, opportunities, seed, organisation)),
  )
  await writeFile(join(folder, 'prefixes.txt'), makePrefixes(random, companies).join('\n') + '\n')
}
