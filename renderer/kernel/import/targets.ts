import type { TFunction } from 'i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { fieldWord, labelWord } from '../text/words.ts'

/** What a place that a column may fill is called: `Téléphones (mobile)`, `Adresse · Ville`. */
export const targetWord = (t: TFunction, entity: AnyEntity, target: string): string => {
  const [path = '', label] = target.split(':')
  const [field = '', part] = path.split('.')
  const word = part ? `${fieldWord(t, entity, field)} · ${fieldWord(t, entity, path)}` : fieldWord(t, entity, path)
  return label ? `${word} (${labelWord(t, label).toLowerCase()})` : word
}

/** The keys that the mapped columns can serve, the fields of each in the order declared. */
export const usableKeys = (entity: AnyEntity, mapping: Readonly<Record<string, string | null>>): string[][] => {
  const filled = new Set(Object.values(mapping).map(target => target?.split(/[:.]/)[0]))
  return (entity.keys ?? []).filter(key => key.every(field => filled.has(field))).map(key => [...key])
}
