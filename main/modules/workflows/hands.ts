import type { Language } from '../../../shared/kernel/rpc/schemas.ts'
import { renderTemplate } from '../../kernel/mail/render-template.ts'
import { findTemplate } from '../../kernel/mail/shipped-templates.ts'
import { readEnvelope, type Reader } from '../../kernel/store/reader.ts'
import type { Hands } from './actions.ts'

/** The language of the shipped templates that a workflow sends; other templates have their own. */
const LANGUAGE: Language = 'fr'

/** A greeting reads well without a name, and a mail without a signature. */
const DISPENSABLE = /(^|\.)(civility|firstName|lastName|signature)$|^me\./

/** What workflows do by templates, read from the records as they stand; `me` writes where a record has nobody who looks after it. */
export const templateHands = (reader: Reader, me: string): Omit<Hands, 'survey'> => {
  const writerOf = (record: string): string => {
    const responsible = readEnvelope(reader.db, record)?.data['responsible']
    return typeof responsible === 'string' ? responsible : me
  }
  return {
    hasTemplate: template => findTemplate(reader, template, LANGUAGE) !== undefined,
    write: (reference, record) => {
      const template = findTemplate(reader, reference, LANGUAGE)!
      const { missing, ...mail } = renderTemplate(template, record, { reader, language: template.language, me: writerOf(record) })
      return { ...mail, missing: missing.filter(path => !DISPENSABLE.test(path)), attachments: template.attachments.map(value => ({ value })) }
    },
    fill: (text, record) => {
      const { subject, missing } = renderTemplate({ subject: text }, record, { reader, language: LANGUAGE, me: writerOf(record) })
      return { text: subject, missing }
    },
  }
}
