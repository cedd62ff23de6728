import type { Contact } from '../../shared/modules/persons/contact.entity.ts'
import type { Opportunity } from '../../shared/modules/opportunities/opportunity.entity.ts'

const STARTS = ['Bel', 'Char', 'Du', 'Fla', 'Gar', 'Hé', 'Jou', 'Ker', 'La', 'Mon', 'Noé', 'Per', 'Qué', 'Ri', 'Saint', 'Ta', 'Ul', 'Ver', 'Wa', 'Zé']
const MIDDLES = ['la', 'be', 'ri', 'do', 'mé', 'na', 'so', 'vi', 'ra', 'gui', 'te', 'po', 'lau', 'ché', 'mi', 'bo', 'sse', 'do', 'ga', 'lle']
const ENDS = ['rd', 'nt', 'ur', 'in', 'ot', 'ier', 'eau', 'et', 'on', 'al', 'ez', 'ault', 'é', 'ard', 'ois', 'ic', 'ec', 'and', 'ert', 'y']
const CITIES = ['Lyon', 'Évry', 'Nantes', 'Lille', 'Brest', 'Nîmes', 'Tours', 'Dijon', 'Amiens', 'Rouen', 'Caen', 'Metz', 'Pau', 'Niort', 'Troyes', 'Béziers', 'Angers', 'Le Mans', 'Annecy', 'Quimper']
const JOBS = ['Acheteuse', 'Comptable', 'Gérant', 'Juriste', 'Architecte', 'Commerciale', 'Ingénieur', 'Technicienne', 'Directrice générale', 'Responsable qualité']
const SECTORS = ['it', 'retail', 'wood', 'health', 'energy', 'textile', 'tourism', 'services', 'banking', 'food'] as const
const STATUSES = ['prospect', 'client', 'formerClient', 'supplier', 'partner'] as const
const MATURITIES = ['cold', 'warm', 'hot'] as const
const PHASES = ['prospecting', 'qualification', 'proposal', 'negotiation', 'won', 'lost'] as const

/** Always the same draw for an index and what is drawn. */
const draw = (index: number, what: number, below: number): number => {
  let mixed = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(what + 1, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
  return ((mixed ^ (mixed >>> 15)) >>> 0) % below
}
const pick = <T>(index: number, what: number, items: readonly T[]): T => items[draw(index, what, items.length)]!
const name = (index: number, what: number): string => pick(index, what, STARTS) + pick(index, what + 1, MIDDLES) + pick(index, what + 2, ENDS)
const day = (index: number, what: number, from: number, years: number): string => new Date(Date.UTC(from, 0, 1) + draw(index, what, years * 365) * 86_400_000).toISOString().slice(0, 10)
const phone = (index: number, what: number): string => `+33 6 ${[0, 1, 2, 3].map(i => String(draw(index, what + i, 100)).padStart(2, '0')).join(' ')}`

export const organisationAt = (index: number): { name: string } => ({ name: `Maison ${name(index, 90)} ${index}` })

/** A contact of twenty fields. */
export const contactAt = (index: number, organisation: string) => {
  const firstName = name(index, 0)
  const lastName = name(index, 3) + name(index, 6).toLowerCase()
  return {
    civility: draw(index, 9, 2) ? 'mr' : 'mrs',
    firstName,
    lastName,
    nickname: firstName.slice(0, 3),
    organisation,
    jobTitle: pick(index, 10, JOBS),
    department: pick(index, 11, ['Achats', 'Ventes', 'Atelier', 'Direction']),
    emails: [{ value: `p${index}@societe.example` }],
    phones: [{ value: phone(index, 12), label: 'mobile' }],
    websites: [{ value: `https://p${index}.example` }],
    address: { street: `${1 + draw(index, 20, 199)} rue Neuve`, postcode: String(10_000 + draw(index, 21, 80_000)), city: pick(index, 22, CITIES), country: 'FR' },
    status: pick(index, 23, STATUSES),
    maturity: pick(index, 24, MATURITIES),
    sector: pick(index, 25, SECTORS),
    categories: [{ value: pick(index, 26, ['Salon', 'Fidèle', 'Parrainage']) }],
    birthday: day(index, 27, 1950, 55),
    since: day(index, 28, 2021, 5),
    reference: `R${index}`,
    additionalNames: name(index, 29),
    notes: `Joignable en fin de journée, à rappeler le ${day(index, 32, 2026, 1)}.`,
  } satisfies Contact
}
export type SampleContact = ReturnType<typeof contactAt>

export const opportunityAt = (index: number, organisation: string) =>
  ({
    name: `Affaire ${index} ${name(index, 40)}`,
    organisation,
    phase: pick(index, 43, PHASES),
    amount: { amount: 10_000 + draw(index, 44, 5_000_000), currency: 'EUR' },
    openedOn: day(index, 45, 2021, 5),
    expectedClosing: day(index, 46, 2022, 5),
    reference: `A${index}`,
  }) satisfies Opportunity

/** Beginnings of names, as people search for them. */
export const prefixes = (count: number): string[] => Array.from({ length: count }, (_, i) => name(i * 7, 3).slice(0, 3 + (i % 3)))
