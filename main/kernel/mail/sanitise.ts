import type { IOptions } from 'sanitize-html'
import { BUTTON_CLASS, isOwnImage, RICH_TEXT } from '../../../shared/kernel/text/rich-text.ts'
import type { Problem } from '../../../shared/kernel/entity/validate.ts'
import { sanitizer } from './libraries.ts'

const EXCERPT = 80
const DEEPEST = 40

const OPTIONS: IOptions = {
  allowedTags: [...RICH_TEXT.tags],
  allowedAttributes: Object.fromEntries(Object.entries(RICH_TEXT.attributes).map(([tag, names]) => [tag, [...names]])),
  allowedClasses: { a: [BUTTON_CLASS] },
  allowedSchemes: [...RICH_TEXT.linkSchemes],
  allowedSchemesByTag: { img: [...RICH_TEXT.imageSchemes] },
  allowProtocolRelative: false,
  transformTags: RICH_TEXT.aliases,
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !isOwnImage(attribs['src'] ?? ''),
  nestingLimit: DEEPEST,
}

/** HTML as far as it is of the tags and attributes of `RICH_TEXT`: nothing in it acts, and nothing is fetched. */
export const sanitise = (html: string): string => sanitizer()(html, OPTIONS)

/** The opening tags of an HTML, each with its attributes, by how often they stand there. */
const partsOf = (html: string): Map<string, number> => {
  const parts = new Map<string, number>()
  const add = (part: string): void => void parts.set(part, (parts.get(part) ?? 0) + 1)
  sanitizer()(html, {
    ...OPTIONS,
    onOpenTag: (name, attributes) => {
      const tag = (RICH_TEXT.aliases as Readonly<Record<string, string>>)[name] ?? name
      add(`<${tag}>`)
      for (const [attribute, value] of Object.entries(attributes)) add(`${attribute}="${value}"`)
    },
  })
  return parts
}

/** What `sanitise` would take away, as far as a person can find it: tags and attributes. */
export const foreignParts = (html: string): string[] => {
  if (!/[<&]/.test(html)) return []
  const kept = partsOf(sanitise(html))
  return [...partsOf(html)].filter(([part, count]) => count > (kept.get(part) ?? 0)).map(([part]) => part)
}

/** Why formatted text may not be kept in a field. */
export const richTextProblems = (field: string, html: unknown): Problem[] =>
  typeof html === 'string' ? foreignParts(html).slice(0, 1).map(part => ({ field, code: 'HTML_FOREIGN', params: { value: part.slice(0, EXCERPT) } })) : []
