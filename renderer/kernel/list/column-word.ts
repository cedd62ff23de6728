import type { TFunction } from 'i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { type FieldPath, resolvePath } from '../../../shared/kernel/entity/paths.ts'
import { OWN_FIELDS } from '../../../shared/kernel/filter/place.ts'
import { readRelation } from '../../../shared/kernel/view/column.ts'
import { type ComputedColumn, resolveComputed } from '../../../shared/kernel/view/computed.ts'
import { entityOf } from '../state/entity-of.ts'
import { valueWord } from '../state/value-lists.ts'
import { fieldWord, manyWord } from '../text/words.ts'
import { NO_VALUE } from './quick-filter.ts'
import type { Speech } from './speech.ts'

/** What a column is called: a part of an address with the address where the type has several, and before what is elsewhere the way to it. */
export const columnWord = (t: TFunction, entity: AnyEntity, path: string): string => {
  const at = resolvePath(entity, path)
  if (!at) {
    if (Object.hasOwn(OWN_FIELDS, path)) return t(`filters.own.${path}`, { defaultValue: '' })
    const relation = readRelation(path)
    if (relation) return t(`relations.shipped.${relation.kind}.${relation.side === 'either' ? 'subject' : relation.side}`, { defaultValue: t('list.relation') })
    const computed = resolveComputed(entity, path, entityOf)
    if (computed) return computedWord(t, entity, computed)
    const [name = '', ...rest] = path.split('.')
    const reached = entityOf(entity.fields[name]?.to ?? '')
    return reached ? `${fieldWord(t, entity, name)} → ${columnWord(t, reached, rest.join('.'))}` : path
  }
  const isOneOfSeveral = at.part && (at.many || Object.values(entity.fields).filter(field => field.kind === 'address').length > 1)
  return isOneOfSeveral ? `${fieldWord(t, entity, path)} · ${fieldWord(t, entity, at.name)}` : fieldWord(t, entity, path)
}

const computedWord = (t: TFunction, entity: AnyEntity, computed: ComputedColumn): string => {
  if (computed.how !== 'count') return t(`views.computed.${computed.how}`, { date: columnWord(t, entity, typeof computed.of === 'string' ? computed.of : computed.of.path), defaultValue: '' })
  const other = entityOf(computed.type)!
  const isOneOfSeveral = Object.values(other.fields).filter(({ kind, to, hidden }) => kind === 'relation' && to === entity.type && !hidden).length > 1
  return t(isOneOfSeveral ? 'views.computed.countBy' : 'views.computed.count', { many: manyWord(t, other), field: fieldWord(t, other, computed.field).toLowerCase(), defaultValue: '' })
}

/** What a key above a column of choices means. */
export const keyWord = ({ leaf }: FieldPath, key: string, { t, offered }: Speech): string => {
  if (key === NO_VALUE) return t('list.noValue')
  if (leaf.kind === 'boolean') return t(key === 'true' ? 'ui.yes' : 'ui.no')
  const { values } = leaf
  const found = values && offered(values).find(one => one.key === key)
  return found ? valueWord(t, values, found) : key
}
