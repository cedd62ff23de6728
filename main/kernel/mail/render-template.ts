import type { Problem } from '../../../shared/kernel/entity/validate.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { Language } from '../../../shared/kernel/rpc/schemas.ts'
import { dayIn } from '../../../shared/kernel/text/parse-date.ts'
import type { Reader } from '../store/reader.ts'
import { plainText } from './to-mail.ts'
import { richTextProblems, sanitise } from './sanitise.ts'
import { BrokenTemplate, escapeHtml, templateFault, writeTemplate } from './template-engine.ts'
import { type Named, named, type Part } from './template-parts.ts'
import { templateValues } from './template-values.ts'

/** The texts of a template; without a plain one it is made of the HTML. */
export interface TemplateTexts {
  readonly subject?: string | undefined
  readonly html?: string | undefined
  readonly text?: string | undefined
}

export interface RenderOptions {
  readonly reader: Reader
  readonly language: Language
  /** The id of the record of whoever writes: `me`, and whose signature it is. */
  readonly me?: string | undefined
  /** What the program itself brings in, by the name under which a template places it. */
  readonly pieces?: Readonly<Record<string, { readonly html: string; readonly text: string }>> | undefined
  readonly now?: () => number
  /** What to write where nothing is known; by default nothing, and no space before it. */
  readonly missing?: (path: string) => string
}

export interface RenderedTemplate {
  readonly subject: string
  /** Clean, without the page around it. */
  readonly html: string
  readonly text: string
  /** The paths of which nothing is known, each once, as the template writes them. */
  readonly missing: readonly string[]
}

const LONGEST_SUBJECT = 1_000

/** No text holds this sign otherwise. */
const NOTHING = '\ue002'
const NOTHING_WRITTEN = new RegExp(`[ \u00a0]*${NOTHING}`, 'g')

/**
 * Writes a mail of a template for a record, which the template calls by its type: `opportunity.contact.firstName`. Throws
 * ExpectedError: NOT_FOUND for the record; INVALID_RECORD of a template that cannot be read, with what is wrong where.
 */
export const renderTemplate = (template: TemplateTexts, recordId: string, { reader, language, me, pieces = {}, now = Date.now, missing = () => NOTHING }: RenderOptions): RenderedTemplate => {
  const type = reader.get(recordId)?.type
  if (type === undefined) throw new ExpectedError('NOT_FOUND', { id: recordId })
  const values = templateValues(reader, language)
  const unknown = new Set<string>()
  const roots: Readonly<Record<string, () => Named | undefined>> = {
    today: () => values.day(dayIn(Intl.DateTimeFormat().resolvedOptions().timeZone, now()), 'today'),
    me: () => (me === undefined ? undefined : values.record(me, 'me')),
    signature: () => signatureOf(reader, me),
    ...Object.fromEntries(Object.entries(pieces).map(([name, { html, text }]) => [name, () => formatted(name, html, text)])),
    [type]: () => values.record(recordId, type),
  }
  const blocks = ['signature', ...Object.keys(pieces)]
  const root = named({ path: '', text: () => '', value: null, at: name => (Object.hasOwn(roots, name) ? roots[name]!() : undefined) }, true)
  const write = (field: keyof TemplateTexts, isHtml: boolean): string => {
    const note = ({ path }: Part): string => {
      unknown.add(path)
      const mark = missing(path)
      return isHtml ? escapeHtml(mark) : mark
    }
    try {
      return writeTemplate(template[field] ?? '', root, { language, isHtml, now, missing: note, blocks }).replaceAll(NOTHING_WRITTEN, '')
    } catch (error) {
      if (error instanceof BrokenTemplate) throw new ExpectedError('INVALID_RECORD', { problems: [problemOf(field, error)] })
      throw error
    }
  }
  const subject = write('subject', false).replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_SUBJECT)
  const html = sanitise(write('html', true))
  const text = template.text?.trim() ? write('text', false).trim() : plainText(html)
  return { subject, html, text, missing: [...unknown] }
}

const formatted = (path: string, html: string, text = plainText(html)): Named => named({ path, text: () => text, html: () => html, value: text })

/** The signature that somebody wrote, else their name. */
const signatureOf = (reader: Reader, me: string | undefined): Named | undefined => {
  const view = me === undefined ? undefined : reader.get(me)
  if (!view) return undefined
  const { signature } = view
  if (typeof signature === 'string' && signature.trim()) return formatted('signature', sanitise(signature))
  const name = ['firstName', 'lastName'].flatMap(field => (view[field] ? [String(view[field])] : [])).join(' ')
  return name ? formatted('signature', `<p>${escapeHtml(name)}</p>`, name) : undefined
}

const problemOf = (field: string, { code, where }: BrokenTemplate): Problem => ({ field, code, params: { value: where } })

/** Why the texts of a template may not be kept. */
export const templateProblems = ({ subject, html, text }: TemplateTexts): Problem[] => [
  ...richTextProblems('html', html),
  ...Object.entries({ subject, html, text }).flatMap(([field, source]) => {
    const fault = source === undefined ? undefined : templateFault(source, field === 'html')
    return fault ? [problemOf(field, fault)] : []
  }),
]
