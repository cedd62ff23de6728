import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { resolveColumn } from '../../../shared/kernel/view/column.ts'
import { entityOf } from '../state/entity-of.ts'
import { columnWord, keyWord } from './column-word.ts'
import { askedOf, type Said } from './quick-filter.ts'
import type { Asked } from './selection.ts'
import type { Speech } from './speech.ts'

export interface SaidWords {
  /** `Ville contient`, and from the second on `et ne contient pas`. */
  readonly lead: string
  readonly value: string
}

/** A condition above a column as a sentence, part by part. */
export const saidWords = (entity: AnyEntity, { path, said }: Pick<Asked, 'path' | 'said'>, speech: Speech): SaidWords[] => {
  const { t } = speech
  const { at } = resolveColumn(entity, path, entityOf)!
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
