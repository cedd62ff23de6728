import { type AnyEntity, fieldWordsOf } from '../../../shared/kernel/entity/define.ts'
import type { Language } from '../../../shared/kernel/rpc/schemas.ts'
import type { Locales } from '../i18n/locales.ts'

/** What a field or a place in an address (`address.city`) of a type is called; undefined when it has no name. */
export const placeWord = (locales: Pick<Locales, 'at' | 'label'>, language: Language, { labels, fields }: Pick<AnyEntity, 'labels' | 'fields'>, path: string): string | undefined => {
  const [name = '', part] = path.split('.')
  const field = (Object.hasOwn(fields, name) && fields[name]!.words?.[language]) || locales.at(language, `${fieldWordsOf(labels, name)}.${name}`)
  if (typeof field !== 'string') return undefined
  return part ? `${field} - ${locales.label(language, `persons.address.${part}`)}` : field
}
