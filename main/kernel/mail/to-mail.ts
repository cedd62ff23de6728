import { createHash } from 'node:crypto'
import { BUTTON_CLASS, RICH_TEXT } from '../../../shared/kernel/text/rich-text.ts'
import { htmlToText, sanitizer } from './libraries.ts'
import { sanitise } from './sanitise.ts'

/** A picture of a mail's HTML, which names it by `cid:`. */
export interface InlineImage {
  readonly cid: string
  readonly filename: string
  readonly contentType: string
  readonly content: Buffer
}

/** Mail programs know no style sheets worth the name: each element carries its own. */
const STYLES: Readonly<Record<string, string>> = {
  p: 'margin:0 0 12px',
  h2: 'margin:0 0 12px;font-size:20px;line-height:28px',
  h3: 'margin:0 0 8px;font-size:16px;line-height:22px',
  ul: 'margin:0 0 12px;padding-left:24px',
  ol: 'margin:0 0 12px;padding-left:24px',
  blockquote: 'margin:0 0 12px;padding-left:12px;border-left:3px solid #e5dfd4;color:#5e574d',
  hr: 'border:0;border-top:1px solid #e5dfd4;margin:16px 0',
  a: 'color:#0b5a64',
  img: 'max-width:100%;height:auto;border:0',
}
const BUTTON = 'display:inline-block;padding:6px 12px;border:1px solid #0e5f69;border-radius:6px;color:#0b5a64;text-decoration:none;font-weight:600'
const BODY = 'margin:0;padding:16px;font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:22px;color:#24211d'

/** Formatted text as a mail carries it: a whole page of clean HTML, the same as plain text, and its pictures, each attached once. */
export const toMail = (html: string): { html: string; text: string; attachments: InlineImage[] } => {
  const clean = sanitise(html)
  const images = new Map<string, InlineImage>()
  const attached = (source: string): string => {
    const [, contentType, data] = /^data:(image\/(\w+));base64,/.test(source) ? [undefined, source.slice(5, source.indexOf(';')), source.slice(source.indexOf(',') + 1)] : []
    if (!contentType || !data) return source
    const content = Buffer.from(data, 'base64')
    const cid = `${createHash('sha256').update(content).digest('hex').slice(0, 32)}@calepin`
    if (!images.has(cid)) images.set(cid, { cid, filename: `image-${images.size + 1}.${contentType.slice('image/'.length).replace('jpeg', 'jpg')}`, contentType, content })
    return `cid:${cid}`
  }
  const styled = sanitizer()(clean, {
    allowedTags: [...RICH_TEXT.tags],
    allowedAttributes: false,
    allowedSchemes: [...RICH_TEXT.linkSchemes],
    allowedSchemesByTag: { img: [...RICH_TEXT.imageSchemes] },
    parseStyleAttributes: false,
    transformTags: {
      '*': (tagName, { class: look, ...attribs }) => ({
        tagName,
        attribs: {
          ...attribs,
          ...(tagName === 'img' && { src: attached(attribs['src']!) }),
          ...(STYLES[tagName] && { style: look === BUTTON_CLASS ? BUTTON : STYLES[tagName] }),
        },
      }),
    },
  })
  return { html: `<!doctype html><html><head><meta charset="utf-8"></head><body style="${BODY}">${styled}</body></html>`, text: plainText(clean), attachments: [...images.values()] }
}

/** A prepared reply is long, and of no use where it cannot be clicked. */
const PREPARED = /(href="mailto:[^"?]*)\?[^"]*"/g

let toText: ((html: string) => string) | undefined

/** Formatted text as plain text: what mail programs show that read no HTML. */
export const plainText = (html: string): string => {
  toText ??= htmlToText().compile({
    wordwrap: false,
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] } },
      { selector: 'img', format: 'skip' },
      { selector: 'h2', options: { uppercase: false } },
      { selector: 'h3', options: { uppercase: false } },
      { selector: 'ul', options: { itemPrefix: '- ' } },
      { selector: 'hr', options: { length: 20 } },
    ],
  })
  return toText(html.replaceAll(PREPARED, '$1"')).trim()
}
