import { fold } from '../../../shared/kernel/text/fold.ts'
import { splitValue, unescapeText } from '../../kernel/imports/vcard/text.ts'

export interface Names {
  /** A key of the list `civility`, or the words of the card when the list has none for them. */
  civility?: string
  firstName?: string
  additionalNames?: string
  lastName?: string
  nameSuffix?: string
}

const CIVILITIES: Record<string, readonly string[]> = {
  mr: ['M.', 'M', 'Mr', 'Monsieur', 'Mister'],
  mrs: ['Mme', 'Mrs', 'Ms', 'Madame'],
  miss: ['Mlle', 'Miss', 'Mademoiselle'],
  dr: ['Dr', 'Docteur', 'Doctor'],
  prof: ['Prof.', 'Prof', 'Pr', 'Professeur', 'Professor'],
  me: ['Me', 'Maître'],
}

const plainWord = (word: string): string => fold(word).replace(/\.$/, '')
const KEYS = new Map(Object.entries(CIVILITIES).flatMap(([key, words]) => words.map(word => [plainWord(word), key] as const)))

const civilityKey = (word: string): string | undefined => KEYS.get(plainWord(word))

/** How a card says a civility; one that is no key of the list stands for itself. */
export const civilityWord = (civility: string): string => (Object.hasOwn(CIVILITIES, civility) ? CIVILITIES[civility]![0]! : civility)

const named = (civility = '', firstName = '', additionalNames = '', lastName = '', nameSuffix = ''): Names => ({
  ...(civility && { civility }),
  ...(firstName && { firstName }),
  ...(additionalNames && { additionalNames }),
  ...(lastName && { lastName }),
  ...(nameSuffix && { nameSuffix }),
})

/**
 * Cuts a name that a card gives only whole: the last word is the last name, unless a comma says otherwise; a word alone
 * is a first name, after a civility a last one.
 */
export const splitName = (full: string): Names => {
  const words = full.trim().split(/\s+/)
  const civility = words.length > 1 ? civilityKey(words[0]!) : undefined
  const rest = (civility ? words.slice(1) : words).join(' ')
  const comma = rest.indexOf(',')
  if (comma > 0 && comma === rest.lastIndexOf(',') && comma < rest.length - 1) {
    return named(civility, rest.slice(comma + 1).trim(), '', rest.slice(0, comma).trim())
  }
  const space = rest.lastIndexOf(' ')
  if (space < 0) return civility ? named(civility, '', '', rest) : named('', rest)
  return named(civility, rest.slice(0, space), '', rest.slice(space + 1))
}

/** The names in the value of an N; several in one place, parted by commas, are put one after the other. */
export const readStructuredName = (value: string): Names => {
  const [lastName, firstName, additionalNames, prefix, nameSuffix] = splitValue(value, ';').map(part =>
    part.includes(',') ? splitValue(part, ',').map(piece => unescapeText(piece).trim()).filter(Boolean).join(' ') : unescapeText(part).trim(),
  )
  return named(prefix && (civilityKey(prefix) ?? prefix), firstName, additionalNames, lastName, nameSuffix)
}
