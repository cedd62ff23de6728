/** What a formatted text of ours may hold: the schema of its editor, and all that is kept and sent of any HTML. */
export const RICH_TEXT = {
  tags: ['p', 'br', 'strong', 'em', 'u', 's', 'a', 'h2', 'h3', 'ul', 'ol', 'li', 'blockquote', 'hr', 'img'],
  attributes: { a: ['href', 'class'], img: ['src', 'alt', 'width', 'height'], ol: ['start'] },
  /** Other names of the same, which are read as these. */
  aliases: { b: 'strong', i: 'em', del: 's', strike: 's', h1: 'h2', h4: 'h3', h5: 'h3', h6: 'h3' },
  linkSchemes: ['http', 'https', 'mailto', 'tel'],
  /** No picture is fetched from elsewhere: it is in the text, or attached to the mail. */
  imageSchemes: ['data', 'cid'],
} as const

/** A link that mails show as a button. */
export const BUTTON_CLASS = 'button'

/** The most characters of a picture that is written in a text, about 300 kB of it. */
const MOST_IMAGE = 400_000

const IMAGE = /^data:image\/(?:png|jpeg|gif|webp);base64,[\w+/]+=*$/

/** Whether a picture may stand in a text: attached, or written in it and small. */
export const isOwnImage = (source: string): boolean => /^cid:[\w.@+-]+$/.test(source) || (source.length <= MOST_IMAGE && IMAGE.test(source))
