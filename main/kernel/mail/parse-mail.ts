import { simpleParser } from 'mailparser'
import sanitize from 'sanitize-html'
import { isEmail } from '../../../shared/kernel/entity/validate.ts'

export interface ParsedFile {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
}

/** A mail as it came, clean of all that acts or loads by itself. */
export interface ParsedMail {
  readonly from?: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly subject?: string
  readonly text?: string
  readonly html?: string
  /** As its sender's clock had it, ISO 8601. */
  readonly date?: string
  readonly messageId?: string
  /** The mails that it answers, the nearest first. */
  readonly answers: readonly string[]
  /** Whether a machine answered, such as of somebody who is away. */
  readonly isAutomatic: boolean
  readonly files: readonly ParsedFile[]
}

const LONGEST_LINE = 1_000
const LONGEST_TEXT = 500_000
const MOST_FILES = 100
/** An image that stands in the text goes into it up to this size. */
const MOST_INLINE = 150_000
const MOST_INLINE_IN_ALL = 400_000

const idsIn = (text: string | readonly string[] | undefined): string[] => [text ?? []].flat().join(' ').match(/<[^<>\s]{1,400}>/g) ?? []

/** Reads a mail. Costly for large or hostile ones: to be called on a thread of its own, within bounds. */
export const parseMail = async (bytes: Buffer): Promise<ParsedMail> => {
  const mail = await simpleParser(bytes, { skipImageLinks: true, skipTextToHtml: true, maxHtmlLengthToParse: LONGEST_TEXT })
  const addresses = (of: typeof mail.to): string[] =>
    [of ?? []].flat().flatMap(({ value }) => value.flatMap(({ address, group }) => [address, ...(group ?? []).map(each => each.address)])).filter((address): address is string => address !== undefined && isEmail(address) && address.length <= 320)
  const header = (name: string): string => String(mail.headers.get(name) ?? '').toLowerCase()
  const inline = new Map<string, string>()
  const files: ParsedFile[] = []
  let inAll = 0
  for (const { cid, filename, contentType, content, related } of mail.attachments) {
    if (related && cid && /^image\/(png|jpeg|gif|webp)$/.test(contentType) && content.length <= MOST_INLINE && inAll + content.length <= MOST_INLINE_IN_ALL && mail.html) {
      inAll += content.length
      inline.set(cid, `data:${contentType};base64,${content.toString('base64')}`)
    } else if (files.length < MOST_FILES) files.push({ name: filename ?? nameOf(contentType, files.length), mime: contentType, bytes: content })
  }
  const html = typeof mail.html === 'string' ? cleanHtml(mail.html, inline) : undefined
  const text = (mail.text ?? (html && sanitize(html, { allowedTags: [], allowedAttributes: {} }))) || undefined
  const [from] = addresses(mail.from)
  const [messageId] = idsIn(mail.messageId)
  return {
    ...(from && { from }),
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    ...(mail.subject && { subject: mail.subject.replaceAll(/\s+/g, ' ').slice(0, LONGEST_LINE) }),
    ...(text && { text: text.slice(0, LONGEST_TEXT) }),
    ...(html && html.length <= 2 * LONGEST_TEXT && { html }),
    ...(mail.date && !Number.isNaN(mail.date.getTime()) && { date: mail.date.toISOString() }),
    ...(messageId && { messageId }),
    answers: [...new Set([...idsIn(mail.inReplyTo), ...idsIn(mail.references).toReversed()])].slice(0, 20),
    isAutomatic: !['', 'no'].includes(header('auto-submitted')) || header('precedence') === 'auto_reply' || mail.headers.has('x-autoreply'),
    files,
  }
}

const nameOf = (mime: string, at: number): string => (mime === 'message/rfc822' ? `message-${at + 1}.eml` : `fichier-${at + 1}`)

const COLOUR = [/^#[0-9a-f]{3,8}$/i, /^[a-z]+$/i, /^rgba?\([\d\s.,%]+\)$/i]
const LENGTH = [/^[\d.]+(px|em|pt|%)$/]

/** HTML of strangers: text, tables, links and images that it carries with it. Nothing runs, nothing is fetched, nothing leaves its place. */
const cleanHtml = (html: string, inline: ReadonlyMap<string, string> = new Map()): string =>
  sanitize(html, {
    allowedTags: [...sanitize.defaults.allowedTags, 'img', 'font', 'center', 'del', 'ins'],
    allowedAttributes: { a: ['href', 'title'], img: ['src', 'alt', 'width', 'height'], td: ['colspan', 'rowspan', 'align', 'valign', 'width'], th: ['colspan', 'rowspan', 'align', 'valign', 'width'], table: ['width', 'cellpadding', 'cellspacing', 'border', 'align'], font: ['color', 'size'], '*': ['style', 'dir', 'lang'] },
    allowedStyles: { '*': { color: COLOUR, 'background-color': COLOUR, 'text-align': [/^(left|right|center|justify)$/], 'font-weight': [/^(bold|normal|\d{3})$/], 'font-style': [/^(italic|normal)$/], 'text-decoration': [/^(underline|line-through|none)$/], 'font-size': LENGTH, padding: LENGTH, width: LENGTH } },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    nestingLimit: 200,
    transformTags: {
      img: (_, attributes) => {
        const { src = '', alt = '', width, height } = attributes
        const carried = src.startsWith('cid:') ? inline.get(src.slice('cid:'.length)) : /^data:image\/(png|jpeg|gif|webp);base64,/i.test(src) ? src : undefined
        // One that lies elsewhere would tell its owner when the mail was read, and from where.
        if (carried === undefined) return { tagName: 'span', attribs: {}, text: alt }
        return { tagName: 'img', attribs: { src: carried, alt, ...(width && { width }), ...(height && { height }) } }
      },
    },
  })
