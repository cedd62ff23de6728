import type { TFunction } from 'i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { type FieldPath, resolvePath } from '../../../shared/kernel/entity/paths.ts'
import { valueWord } from '../state/value-lists.ts'
import { fieldWord } from '../text/words.ts'
import { askedOf, NO_VALUE, type Said } from './quick-filter.ts'
import type { Asked } from './selection.ts'
import type { Speech } from './speech.ts'

/** What a column is called; a part of an address with the address where the type has several. */
export const columnWord = (t: TFunction, entity: AnyEntity, path: string): string => {
  const at = resolvePath(entity, path)
  const isOneOfSeveral = at?.part && Object.values(entity.fields).filter(field => field.kind === 'address').length > 1
  return isOneOfSeveral ? `${fieldWord(t, entity, path)} · ${fieldWord(t, entity, at.name)}` : fieldWord(t, entity, path)
}

/** What a key above a column of choices means. */
export const keyWord = ({ leaf }: FieldPath, key: string, { t, offered }: Speech): string => {
  if (key === NO_VALUE) return t('list.noValue')
  if (leaf.kind === 'boolean') return t(key === 'true' ? 'ui.yes' : 'ui.no')
  const { values } = leaf
  const found = values && offered(values).find(one => one.key === key)
  return found ? valueWord(t, values, found) : key
}

export interface SaidWords {
  /** `Ville contient`, and from the second on `et ne contient pas`. */
  readonly lead: string
  readonly value: string
}

/** A condition above a column as a sentence, part by part. */
export const saidWords = (entity: AnyEntity, { path, said }: Pick<Asked, 'path' | 'said'>, speech: Speech): SaidWords[] => {
  const { t } = speech
  const at = resolvePath(entity, path)!
  const kind = askedOf(at)
  const verbOf = ({ verb }: Said): string => t(['below', 'atMost', 'above', 'atLeast'].includes(verb) ? `list.says.${kind}.${verb}` : `list.says.${verb}`)
  const valueOf = ({ verb, values }: Said): string =>
    values.map(value => (kind === 'value' ? keyWord(at, value, speech) : value)).join(` ${t(verb === 'between' ? 'list.and' : 'list.or')} `)
  return said.map((one, index) => {
    const before = index === 0 ? columnWord(t, entity, path) : t(one.isOr ? 'list.or' : 'list.and')
    return { lead: `${before} ${verbOf(one)}`, value: valueOf(one) }
  })
}

/** The whole sentence in one. */
export const saidText = (parts: readonly SaidWords[]): string => parts.map(({ lead, value }) => (value ? `${lead} ${value}` : lead)).join(' ')
