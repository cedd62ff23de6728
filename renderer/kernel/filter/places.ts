import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { visiblePaths } from '../../../shared/kernel/entity/paths.ts'
import { type EntityOf, OWN_FIELDS } from '../../../shared/kernel/filter/place.ts'
import { columnWord } from '../list/column-word.ts'
import type { Speech } from '../list/speech.ts'
import { fieldWord, oneWord } from '../text/words.ts'

/** A field that can be asked, reached through `depth` relations. */
export interface FieldChoice {
  readonly path: string
  readonly word: string
  /** Where it is: the record itself, or what is linked with it. */
  readonly group: string
  readonly depth: number
}

const DEEPEST = 2
/** What nobody knows by heart. */
const UNASKED = ['id', 'title']

/** Every field that the builder offers for a type, those of linked records after its own. */
export const fieldChoices = (entity: AnyEntity, entityOf: EntityOf, speech: Pick<Speech, 't'>): FieldChoice[] => {
  const { t } = speech
  const walk = (at: AnyEntity, prefix: string, group: string, depth: number): FieldChoice[] => {
    const own = visiblePaths(at).flatMap((place): FieldChoice[] => {
      if (place.many && place.leaf.kind === 'address') return ['city', 'postcode', 'country'].map(part => ({ path: `${prefix}${place.name}.${part}`, word: columnWord(t, at, `${place.name}.${part}`), group, depth }))
      return [{ path: `${prefix}${place.path}`, word: columnWord(t, at, place.path), group, depth }]
    })
    const envelope = Object.keys(OWN_FIELDS).filter(name => !UNASKED.includes(name)).map(name => ({ path: `${prefix}${name}`, word: t(`filters.own.${name}`), group, depth }))
    const linked =
      depth === DEEPEST
        ? []
        : Object.entries(at.fields).flatMap(([name, field]) => {
            const to = field.kind === 'relation' && !field.hidden && field.to !== undefined ? entityOf(field.to) : undefined
            const link = fieldWord(t, at, name)
            return to ? walk(to, `${prefix}${name}.`, depth === 0 ? link : `${group} → ${link}`, depth + 1) : []
          })
    return [...own, ...envelope, ...linked]
  }
  return walk(entity, '', oneWord(t, entity), 0)
}
