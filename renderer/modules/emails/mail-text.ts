/** The words of formatted text, its paragraphs and breaks as lines. */
export const plainOf = (html: string): string => {
  const body = new DOMParser().parseFromString(html.replaceAll(/<(br\s*\/?|\/p|\/li|\/h\d|\/blockquote|\/tr)>/gi, '$&\n'), 'text/html').body
  return (body.textContent ?? '').replaceAll(/[ \t]+\n/g, '\n').replaceAll(/\n{3,}/g, '\n\n').trim()
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Plain text as formatted text that reads the same. */
export const htmlOf = (text: string): string =>
  text
    .trim()
    .split(/\n{2,}/)
    .map(paragraph => `<p>${paragraph.split('\n').map(escaped).join('<br>')}</p>`)
    .join('')

/** A mail quoted below the answer to it, under a line that says whose it is. */
export const quoted = (said: string, text: string): string => `<p></p><p>${escaped(said)}</p><blockquote>${htmlOf(text)}</blockquote>`

/** `Re: Devis` of `Devis`, and of itself. */
export const prefixed = (prefix: string, subject: string): string => (new RegExp(`^(${prefix}|re|tr|fwd?) ?:`, 'i').test(subject) ? subject : `${prefix}: ${subject}`)
