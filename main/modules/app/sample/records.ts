import type { FileRef } from '../../../../shared/kernel/entity/fields.ts'
import { LOCAL_ACTOR } from '../../../../shared/kernel/id/local-actor.ts'
import { words } from '../../../../shared/kernel/text/fold.ts'
import type { Activity } from '../../../../shared/modules/activities/activity.entity.ts'
import type { Document } from '../../../../shared/modules/documents/document.entity.ts'
import type { Note } from '../../../../shared/modules/notes/note.entity.ts'
import type { Lead } from '../../../../shared/modules/opportunities/lead.entity.ts'
import type { Opportunity } from '../../../../shared/modules/opportunities/opportunity.entity.ts'
import type { Contact } from '../../../../shared/modules/persons/contact.entity.ts'
import type { Organisation } from '../../../../shared/modules/persons/organisation.entity.ts'
import { COMPANIES, HOME_STREETS, HOMES } from './companies.ts'
import { pdfOf } from './pdf.ts'
import { FAMILIES, MEN, WOMEN } from './people.ts'
import { ACTIVITIES, DEALS, FILES, LEADS, NOTES } from './stories.ts'

/** A record to be; `ageDays` ago it was made. Relations name others by their `key`. */
export interface SampleRecord {
  readonly key: string
  readonly type: 'organisation' | 'contact' | 'opportunity' | 'lead' | 'activity' | 'note' | 'document'
  readonly data: Organisation | Contact | Opportunity | Lead | Activity | Note | Document
  readonly ageDays: number
}

/** A file of the sample, made anew each time that it is added. */
export interface SampleFile {
  readonly name: string
  readonly bytes: Uint8Array
}

const PRIVATE_PERSONS = 40

const rowsOf = (table: string): string[][] => table.trim().split('\n').map(line => line.split('|').map(cell => cell.trim()))
const linesOf = (text: string): string[] => text.split('/').map(line => line.trim())
const slug = (text: string): string => words(text).join('-')

/** Numbers kept for fiction by the French regulator, those of a town's zone or mobile ones. */
const phoneOf = (town: string | undefined, n: number): string => {
  const digits = String((n * 137 + 1_204) % 10_000).padStart(4, '0')
  const start = town === undefined ? '06 39 98' : (ZONES.find(([place]) => place.test(town))?.[1] ?? '04 65 71')
  return `${start} ${digits.slice(0, 2)} ${digits.slice(2)}`
}
const ZONES: readonly (readonly [RegExp, string])[] = [[/^75/, '01 99 00'], [/^44/, '02 61 91'], [/^59/, '03 53 01'], [/^31/, '05 36 49']]

const placeOf = (street: string, town: string) => ({ street, postcode: town.slice(0, 5), city: town.slice(6), country: 'France' })

const dayFrom = (now: Date, days: number): string => {
  const day = new Date(now)
  day.setDate(day.getDate() + days)
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`
}

/** The customers, suppliers and work of an invented joinery, those named by others before these; days count from `now`. */
export const sampleRecords = (now: Date, files: ReadonlyMap<string, FileRef>): SampleRecord[] => {
  const records: SampleRecord[] = []
  let person = 0
  const add = (record: SampleRecord): void => void records.push(record)
  const nextPerson = (isWoman: boolean) => {
    const n = person++
    const firsts = isWoman ? WOMEN : MEN
    return { n, civility: isWoman ? 'mrs' : 'mr', firstName: firsts[(n * 11) % firsts.length]!, lastName: FAMILIES[(n * 19) % FAMILIES.length]! }
  }
  const addressOf = (first: string, last: string, domain: string): string => `${slug(first)}.${slug(last)}@${domain}`

  rowsOf(COMPANIES).forEach(([name = '', status = '', sector = '', staffSize = '', legalForm = '', street = '', town = '', people = ''], i) => {
    const domain = `${slug(name)}.example`
    const isProspect = status === 'prospect'
    const ageDays = isProspect ? 15 + ((i * 13) % 120) : 200 + ((i * 67) % 900)
    const data: Organisation = {
      name, status, sector, staffSize, legalForm,
      emails: [{ value: `contact@${domain}`, label: 'work' }],
      phones: [{ value: phoneOf(town, i), label: 'work' }],
      websites: [{ value: `https://www.${domain}`, label: 'work' }],
      billingAddress: placeOf(street, town),
      ...(isProspect ? { maturity: ['cold', 'warm', 'hot'][i % 3]! } : { since: dayFrom(now, -ageDays - ((i * 211) % 2_500)) }),
    }
    add({ key: name, type: 'organisation', data, ageDays })
    people.split(',').forEach((one, at) => {
      const [sex, ...job] = one.trim().split(' ')
      const { n, ...named } = nextPerson(sex === 'f')
      const contact: Contact = {
        ...named, organisation: name, jobTitle: job.join(' '), status, sector,
        emails: [{ value: addressOf(named.firstName, named.lastName, domain), label: 'work' }],
        phones: [{ value: phoneOf(undefined, n), label: 'mobile' }, ...(at === 0 ? [{ value: phoneOf(town, i), label: 'work' }] : [])],
        address: placeOf(street, town),
      }
      add({ key: `${name}/${at}`, type: 'contact', data: contact, ageDays })
    })
  })

  for (let i = 0; i < PRIVATE_PERSONS; i++) {
    const { n, ...named } = nextPerson(i % 2 === 0)
    const contact: Contact = {
      ...named,
      status: i % 3 === 2 ? 'client' : 'prospect',
      emails: [{ value: addressOf(named.firstName, named.lastName, 'courriel.example'), label: 'home' }],
      phones: [{ value: phoneOf(undefined, n), label: 'mobile' }],
      address: placeOf(`${3 + ((i * 17) % 60)}, ${HOME_STREETS[i % HOME_STREETS.length]}`, HOMES[i % HOMES.length]!),
      categories: [{ value: 'Particulier' }],
    }
    add({ key: `~${i}`, type: 'contact', data: contact, ageDays: 20 + ((i * 29) % 400) })
  }

  for (const [name = '', whose = '', phase = '', euros, opened, closing, lostReason] of rowsOf(DEALS)) {
    const isPrivate = whose.startsWith('~')
    const isOver = phase === 'won' || phase === 'lost'
    const data: Opportunity = {
      name, phase,
      ...(isPrivate ? { contact: whose } : { organisation: whose, contact: `${whose}/0` }),
      amount: { amount: Number(euros) * 100, currency: 'EUR' },
      openedOn: dayFrom(now, Number(opened)),
      phaseSince: dayFrom(now, Number(isOver ? closing : opened)),
      expectedClosing: dayFrom(now, Number(closing)),
      ...(isOver && { closedOn: dayFrom(now, Number(closing)) }),
      ...(lostReason && { lostReason }),
    }
    add({ key: `deal ${name}`, type: 'opportunity', data, ageDays: -Number(opened) })
  }

  rowsOf(LEADS).forEach(([firstName, lastName, company, jobTitle, status = '', origin = '', days, euros, notes = ''], i) => {
    const data: Lead = {
      status, origin, notes, responsible: LOCAL_ACTOR,
      ...(lastName && { firstName, lastName, emails: [{ value: addressOf(firstName!, lastName, 'courriel.example'), label: 'home' }] }),
      ...(company && { company, phones: [{ value: phoneOf(undefined, 900 + i), label: 'work' }] }),
      ...(jobTitle && { jobTitle }),
      ...(euros && { amount: { amount: Number(euros) * 100, currency: 'EUR' } }),
    }
    add({ key: `lead ${i}`, type: 'lead', data, ageDays: Number(days) })
  })

  rowsOf(ACTIVITIES).forEach(([whose = '', kind = '', days, time, status = '', name = '', deal, result, minutes], i) => {
    const isPrivate = whose.startsWith('~')
    const at = Number(days)
    const day = dayFrom(now, at)
    const start = time && { at: new Date(`${day}T${time}`).toISOString(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone }
    const data: Activity = {
      kind, name, status, day, responsible: LOCAL_ACTOR,
      ...(isPrivate ? { contact: whose } : { organisation: whose, contact: `${whose}/0` }),
      ...(deal && { opportunity: `deal ${deal}` }),
      ...(start && { start }),
      ...(start && status === 'done' && { doneOn: start }),
      ...(result && { result }),
      ...(minutes && { minutes }),
    }
    add({ key: `activity ${i}`, type: 'activity', data, ageDays: Math.max(1, 2 - at) })
  })

  rowsOf(NOTES).forEach(([subject = '', days, star, text = ''], i) =>
    add({ key: `note ${i}`, type: 'note', data: { text: linesOf(text).join('\n'), subject, ...(star && { isPinned: true }) }, ageDays: Number(days) }),
  )
  for (const [subject = '', days, name = ''] of rowsOf(FILES)) {
    add({ key: `file ${name}`, type: 'document', data: { name, subject, file: files.get(name)! }, ageDays: Number(days) })
  }
  return records
}

export const sampleFiles = (): SampleFile[] =>
  rowsOf(FILES).map(([, , name = '', text = '']) => {
    const lines = linesOf(text)
    return { name, bytes: name.endsWith('.pdf') ? pdfOf(lines) : Buffer.from(`\u{feff}${lines.join('\r\n')}\r\n`) }
  })
