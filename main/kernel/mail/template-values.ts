import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { type Address, ADDRESS_PARTS, type Field, type FileRef, type ListItem, type Money, type ZonedDateTime } from '../../../shared/kernel/entity/fields.ts'
import type { ValueList } from '../../../shared/kernel/entity/value-list.ts'
import type { Language, RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { ENVELOPE_NAMES } from '../../../shared/kernel/template/template-paths.ts'
import { addressLines, decimalsOf, formatLongDay, formatMoney, formatNumber, formatTime } from '../../../shared/kernel/text/format.ts'
import { dayIn } from '../../../shared/kernel/text/parse-date.ts'
import { assetPlace } from '../i18n/asset-place.ts'
import { type Locales, loadLocales } from '../i18n/locales.ts'
import type { Reader } from '../store/reader.ts'
import { type Named, named, partOf } from './template-parts.ts'

interface Values {
  /** A record and all that its relations lead to, read when a template names it. */
  record(id: string, path: string): Named | undefined
  day(day: string, path: string): Named
}

let locales: Locales | undefined

/** The values of records as templates name them, in a language. */
export const templateValues = (reader: Reader, language: Language): Values => {
  const word = (path: string): string => (locales ??= loadLocales(assetPlace('locales'))).label(language, path)
  const choiceWord = ({ name, labels }: ValueList, key: string): string => {
    const own = reader.registry.some(({ type }) => type === 'listValue') && reader.db.rows('select f_label from listValue where st = 0 and f_list = ? and f_key = ? and f_label is not null').get(name, key)
    return own ? (own[0] as string) : word(`${labels}.${key}`)
  }

  const plain = (path: string, value: string | number | boolean, text = String(value)): Named => named({ path, text: () => text, value })
  const day = (value: string, path: string): Named => named({ path, kind: 'date', text: () => formatLongDay(value, language), value })
  const instant = ({ at, zone }: ZonedDateTime, path: string): Named => {
    const text = (): string => `${formatLongDay(dayIn(zone, Date.parse(at)), language)}${language === 'fr' ? ' à ' : ', '}${formatTime(at, zone, language)}`
    return named({ path, kind: 'dateTime', text, value: at })
  }
  const many = (path: string, parts: readonly Named[]): Named | undefined =>
    parts.length === 0
      ? undefined
      : named({
          path,
          text: () => parts.map(part => partOf(part)!.text()).join(', '),
          value: parts,
          at: name => (name === 'size' ? plain(`${path}.size`, parts.length) : name === 'first' ? parts[0] : name === 'last' ? parts.at(-1) : parts[Number(name)]),
        })

  const valueOf = (field: Field, value: unknown, path: string): Named | undefined => {
    if (value === undefined || value === null || value === '') return field.kind === 'boolean' ? plain(path, false, word('templates.no')) : undefined
    switch (field.kind) {
      case 'list':
        return many(path, (value as ListItem[]).flatMap((item, index) => valueOf(field.of!, item.value, `${path}.${index}`) ?? []))
      case 'address': {
        const address: Address = value
        return named({
          path,
          text: () => addressLines(address).join(', '),
          value: true,
          at: name => {
            const part = ADDRESS_PARTS.find(each => each === name)
            const written = part && address[part]
            return written ? plain(`${path}.${name}`, written) : undefined
          },
        })
      }
      case 'relation': {
        const { id } = value as { id: string }
        return record(id, path)
      }
      case 'tags':
        return many(path, [...reader.titles(value as string[]).values()].map((title, index) => plain(`${path}.${index}`, title)))
      case 'choice':
        return plain(path, value as string, choiceWord(field.values!, value as string))
      case 'multiChoice':
        return many(path, (value as string[]).map((key, index) => plain(`${path}.${index}`, key, choiceWord(field.values!, key))))
      case 'money': {
        const { amount, currency } = value as Money
        const number = amount / 10 ** decimalsOf(currency)
        return named({ path, text: () => formatMoney(value as Money, language), value: number, at: name => (name === 'amount' ? plain(`${path}.amount`, number) : name === 'currency' ? plain(`${path}.currency`, currency) : undefined) })
      }
      case 'integer':
      case 'decimal':
        return plain(path, value as number, formatNumber(value as number, language))
      case 'boolean':
        return plain(path, value === true, word(value === true ? 'templates.yes' : 'templates.no'))
      case 'date':
        return day(value as string, path)
      case 'dateTime':
        return instant(value as ZonedDateTime, path)
      case 'file':
      case 'image':
        return plain(path, (value as FileRef).name)
      case 'json':
        return undefined
      case 'text':
      case 'longText':
      case 'email':
      case 'phone':
      case 'url':
        return plain(path, value as string)
    }
  }

  const fieldOf = (entity: AnyEntity, view: RecordView, name: string, path: string): Named | undefined => {
    if ((ENVELOPE_NAMES as readonly string[]).includes(name)) return instant({ at: view[name] as string, zone: Intl.DateTimeFormat().resolvedOptions().timeZone }, path)
    if (name === 'title') return plain(path, view.title)
    const field = Object.hasOwn(entity.fields, name) ? entity.fields[name]! : undefined
    return field && !field.hidden ? valueOf(field, view[name], path) : undefined
  }

  const record = (id: string, path: string): Named | undefined => {
    const view = reader.get(id)
    if (!view) return undefined
    const entity = reader.entity(view.type)
    const read = new Map<string, Named | undefined>()
    return named({
      path,
      text: () => view.title,
      value: view.title,
      at: name => {
        if (!read.has(name)) read.set(name, fieldOf(entity, view, name, `${path}.${name}`))
        return read.get(name)
      },
    })
  }
  return { record, day }
}
