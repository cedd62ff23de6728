import { isDate } from '../../../shared/kernel/date/days.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import { lineOf, type VCardProperty } from '../../kernel/imports/vcard/property.ts'
import { escapeText, partsOf, splitValue, unescapeText } from '../../kernel/imports/vcard/text.ts'
import { type Names, civilityWord, readStructuredName, splitName } from './vcard-names.ts'

/** Values by field as a card says them: an organisation by its name, an unknown civility by its words. */
export type Values = Readonly<Record<string, unknown>>

/**
 * Properties that say together what some fields say. Whatever they say beyond that is kept by keeping their lines, and
 * an export writes the kept lines for as long as they say what the fields say, else what the fields say.
 */
export interface Slot {
  readonly names: readonly string[]
  readonly fields: readonly string[]
  /** Whether every property of these names counts, or only the first one of each name. */
  readonly isWhole?: boolean
  /** Whether all its lines belong into every card: a card that is kept by its lines is completed. */
  readonly isRequired?: boolean
  /** `data` is the record as far as it is known. */
  read(properties: readonly VCardProperty[], data: Values): Values
  /** The lines that say the values; `kept` are the lines they replace. */
  write(values: Values, kept: readonly VCardProperty[]): string[]
}

const first = (properties: readonly VCardProperty[], name: string): VCardProperty | undefined => properties.find(property => property.name === name)
const textOf = (property: VCardProperty | undefined): string => (property ? unescapeText(property.value).trim() : '')
const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

const textSlot = (name: string, field: string): Slot => ({
  names: [name],
  fields: [field],
  read: properties => ({ [field]: textOf(first(properties, name)) }),
  write: values => (values[field] ? [`${name}:${escapeText(asText(values[field]))}`] : []),
})

const birthday: Slot = {
  names: ['BDAY'],
  fields: ['birthday'],
  read: properties => {
    const property = first(properties, 'BDAY')
    const found = property && /^\s*(\d{4})-?(\d\d)-?(\d\d)\s*(T.*)?$/.exec(property.value)
    // Apple writes a birthday without a year with a year to be left out, and names that year in a parameter.
    if (!found || property.params.some(([name, [year]]) => name === 'X-APPLE-OMIT-YEAR' && year === found[1])) return {}
    const day = `${found[1]}-${found[2]}-${found[3]}`
    return isDate(day) ? { birthday: day } : {}
  },
  write: values => (values.birthday ? [`BDAY:${asText(values.birthday)}`] : []),
}

const uid: Slot = {
  names: ['UID', 'X-ABUID'],
  fields: ['uid'],
  read: properties => ({ uid: textOf(first(properties, 'UID')) || textOf(first(properties, 'X-ABUID')) }),
  write: values => (values.uid ? [`UID:${escapeText(asText(values.uid))}`] : []),
}

const notes: Slot = {
  names: ['NOTE'],
  fields: ['notes'],
  isWhole: true,
  read: properties => ({ notes: properties.map(property => unescapeText(property.value)).filter(note => note.trim()).join('\n\n') }),
  write: values => (values.notes ? [`NOTE:${escapeText(asText(values.notes))}`] : []),
}

const MAX_CATEGORIES = 1_000

const categories: Slot = {
  names: ['CATEGORIES'],
  fields: ['categories'],
  isWhole: true,
  read: properties => {
    const words = properties.flatMap(property => splitValue(property.value, ',')).map(word => unescapeText(word).trim()).filter(Boolean)
    return words.length && words.length <= MAX_CATEGORIES ? { categories: [...new Set(words)].map(value => ({ value })) } : {}
  },
  write: values => {
    const items = (values.categories ?? []) as { value: string }[]
    return items.length ? [`CATEGORIES:${items.map(item => escapeText(item.value)).join(',')}`] : []
  },
}

/** Whether a text is what a record without a name is called by, rather than a name. */
const isStandIn = (full: string, data: Values): boolean =>
  full === data.nickname || [data.emails, data.phones].some(items => ((items ?? []) as { value: string }[]).some(item => item.value === full))

const personName: Slot = {
  names: ['N', 'FN'],
  isRequired: true,
  fields: ['civility', 'firstName', 'additionalNames', 'lastName', 'nameSuffix'],
  read: (properties, data) => {
    const structured = readStructuredName(first(properties, 'N')?.value ?? '')
    if (structured.firstName || structured.lastName || structured.additionalNames) return { ...structured }
    const full = textOf(first(properties, 'FN'))
    return { ...(full && !isStandIn(full, data) && splitName(full)), ...structured }
  },
  write: values => {
    const { civility, firstName, additionalNames, lastName, nameSuffix } = values as Names
    const parts = [lastName, firstName, additionalNames, civility && civilityWord(civility), nameSuffix]
    const isNamed = firstName || additionalNames || lastName
    const full = isNamed ? [firstName, additionalNames, lastName, nameSuffix].filter(Boolean).join(' ') : asText(values.title)
    return [`N:${parts.map(part => escapeText(part ?? '')).join(';')}`, ...(full ? [`FN:${escapeText(full)}`] : [])]
  },
}

/** The further units of an ORG, still escaped. */
const unitsOf = (property: VCardProperty | undefined, from: number): string[] => (property ? splitValue(property.value, ';').slice(from) : [])

const employer: Slot = {
  names: ['ORG'],
  fields: ['organisation', 'department'],
  read: properties => {
    const [organisation = '', department = ''] = partsOf(first(properties, 'ORG')?.value ?? '')
    return { organisation: organisation.trim(), department: department.trim() }
  },
  write: (values, kept) => {
    const organisation = asText(values.organisation)
    const department = asText(values.department)
    const old = first(kept, 'ORG')
    const further = old && fold(partsOf(old.value)[0] ?? '') === fold(organisation) ? unitsOf(old, 2) : []
    const parts = [escapeText(organisation), escapeText(department), ...further]
    while (parts.at(-1) === '') parts.pop()
    return parts.length ? [`ORG:${parts.join(';')}`] : []
  },
}

const companyName: Slot = {
  names: ['N', 'FN', 'ORG', 'X-ABSHOWAS', 'KIND'],
  isRequired: true,
  fields: ['name'],
  read: properties => {
    const [organisation = ''] = partsOf(first(properties, 'ORG')?.value ?? '')
    const { firstName, lastName } = readStructuredName(first(properties, 'N')?.value ?? '')
    return { name: organisation.trim() || textOf(first(properties, 'FN')) || [firstName, lastName].filter(Boolean).join(' ') }
  },
  write: (values, kept) => {
    const name = escapeText(asText(values.name))
    const person = first(kept, 'N')
    const flags = [first(kept, 'X-ABSHOWAS'), first(kept, 'KIND')].filter(property => property !== undefined)
    return [
      person ? lineOf(person) : 'N:;;;;',
      `FN:${name}`,
      `ORG:${[name, ...unitsOf(first(kept, 'ORG'), 1)].join(';')}`,
      ...(flags.length ? flags.map(lineOf) : ['X-ABShowAs:COMPANY']),
    ]
  },
}

export const CONTACT_SLOTS: readonly Slot[] = [
  // Before the name, which may stand in for it.
  textSlot('NICKNAME', 'nickname'),
  personName,
  employer,
  textSlot('TITLE', 'jobTitle'),
  birthday,
  categories,
  notes,
  uid,
]

export const ORGANISATION_SLOTS: readonly Slot[] = [companyName, categories, notes, uid]

/** Whether the card is that of a company rather than of a person. */
export const isCompany = (properties: readonly VCardProperty[]): boolean => {
  if (properties.some(({ name, value }) => (name === 'X-ABSHOWAS' && /^\s*company\s*$/i.test(value)) || (name === 'KIND' && /^\s*org\s*$/i.test(value)))) return true
  const names = readStructuredName(first(properties, 'N')?.value ?? '')
  if (names.firstName || names.lastName || names.additionalNames) return false
  const [organisation = ''] = partsOf(first(properties, 'ORG')?.value ?? '')
  const full = textOf(first(properties, 'FN'))
  return organisation.trim() !== '' && (!full || fold(full) === fold(organisation))
}
