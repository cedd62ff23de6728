import { readFileSync } from 'node:fs'
import type { FileRef, ListItem } from '../../../shared/kernel/entity/fields.ts'
import type { Language } from '../../../shared/kernel/rpc/schemas.ts'
import { assetPlace } from '../i18n/asset-place.ts'
import { LANGUAGES } from '../i18n/locales.ts'
import { readEnvelope, type Reader } from '../store/reader.ts'

/** The templates that come with the application, and the type that each speaks of. */
const SHIPPED: Readonly<Record<string, string>> = { reminder7: 'opportunity', reminder15: 'opportunity', reminder30: 'opportunity', survey: 'activity' }

export interface MailTemplate {
  /** The record that it is, or that stands for a shipped one. */
  readonly id?: string
  /** What a shipped one is known by, in every language. */
  readonly key?: string
  /** Empty for a shipped one as it came: the locales name it. */
  readonly name: string
  readonly language: Language
  readonly forType: string
  readonly subject: string
  readonly html: string
  /** Empty when it is to be made of the HTML. */
  readonly text: string
  readonly attachments: readonly FileRef[]
}

const kept = new Map<string, MailTemplate>()

/** A template as it came with the application. */
export const shippedTemplate = (key: string, language: Language): MailTemplate | undefined => {
  if (!Object.hasOwn(SHIPPED, key)) return undefined
  const place = `${language}/${key}`
  let found = kept.get(place)
  if (!found) {
    const page = readFileSync(assetPlace(`templates/${place}.html`), 'utf8')
    const [, subject = '', html = ''] = /^<title>(.*?)<\/title>\s*(.*)$/s.exec(page) ?? []
    kept.set(place, (found = { key, name: '', language, forType: SHIPPED[key]!, subject, html: html.trim(), text: '', attachments: [] }))
  }
  return found
}

const templateOf = (reader: Reader, id: string): MailTemplate | undefined => {
  const record = readEnvelope(reader.db, id)
  if (record?.type !== 'emailTemplate' || record.trashedAt !== null) return undefined
  const { key, name = '', language, forType = '', subject = '', html = '', text = '', attachments } = record.data as Record<string, string | undefined> & { attachments?: readonly ListItem<FileRef>[] }
  return { id, ...(key && { key }), name, language: language as Language, forType, subject, html, text, attachments: attachments?.map(({ value }) => value) ?? [] }
}

const idsOf = (reader: Reader, condition: string, params: readonly string[]): string[] =>
  (reader.db.rows(`select id from emailTemplate where st = 0 and ${condition} order by n`).all(...params) as string[][]).map(([id]) => id!)

/**
 * What a setting names as its template: a record by its id, or a shipped one by its key, in a language and as somebody
 * changed it. Undefined when there is no such template any more.
 */
export const findTemplate = (reader: Reader, reference: string, language: Language): MailTemplate | undefined => {
  const [changed] = Object.hasOwn(SHIPPED, reference) ? idsOf(reader, 'f_key = ? and f_language = ?', [reference, language]) : [reference]
  return (changed && templateOf(reader, changed)) || shippedTemplate(reference, language)
}

/** Every template: the shipped ones, as they came or as somebody changed them, then the others in the order in which they were made. */
export const allTemplates = (reader: Reader): MailTemplate[] => [
  ...Object.keys(SHIPPED).flatMap(key => LANGUAGES.map(language => findTemplate(reader, key, language)!)),
  ...idsOf(reader, 'f_key is null', []).map(id => templateOf(reader, id)!),
]
