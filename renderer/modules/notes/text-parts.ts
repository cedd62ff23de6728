/** A piece of a text; one with `href` leads somewhere. */
export interface TextPart {
  readonly text: string
  readonly href?: string
}

// The bounds keep a long run of letters from being tried anew at each of them.
const LINK = /https?:\/\/[^\s<>"«»]{1,2000}|www\.[^\s<>"«»]{1,2000}|[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/giu

/** What ends a sentence rather than an address; a bracket belongs to the address in which it was opened. */
const withoutEnd = (link: string): string => {
  let end = link.length
  for (; end > 0; end--) {
    const last = link[end - 1]!
    const isClosing = last === ')' && !link.slice(0, end - 1).includes('(')
    if (!isClosing && !/[.,;:!?'’…\]]/.test(last)) break
  }
  return link.slice(0, end)
}

const hrefOf = (link: string): string | undefined => {
  if (!/^https?:|^www\./i.test(link)) return link.includes('@') ? `mailto:${link}` : undefined
  const address = /^www\./i.test(link) ? `https://${link}` : link
  return URL.canParse(address) ? address : undefined
}

/** Cuts a text where addresses of the web and of mail stand in it; together the pieces are the text. */
export const textParts = (text: string): TextPart[] => {
  const parts: TextPart[] = []
  let done = 0
  for (const { 0: found, index } of text.matchAll(LINK)) {
    const link = withoutEnd(found)
    const href = hrefOf(link)
    if (!href) continue
    if (index > done) parts.push({ text: text.slice(done, index) })
    parts.push({ text: link, href })
    done = index + link.length
  }
  if (done < text.length) parts.push({ text: text.slice(done) })
  return parts
}

const MOST_LINES = 8
const MOST_CHARACTERS = 600
const LONGEST_WORD = 80

/** The beginning of a long text in whole words and links, all of a short one. */
export const beginningParts = (parts: readonly TextPart[]): readonly TextPart[] => {
  const whole = parts.map(({ text }) => text).join('')
  const lines = whole.split('\n', MOST_LINES + 1)
  const most = Math.min(MOST_CHARACTERS, lines.length > MOST_LINES ? lines.slice(0, MOST_LINES).join('\n').length : Infinity)
  // What little would be left is shown at once.
  if (whole.length <= most * 1.2) return parts
  const shown: TextPart[] = []
  let room = most
  for (const part of parts) {
    if (part.text.length <= room) shown.push(part)
    else {
      const cut = part.text.slice(0, part.href ? 0 : room)
      const isWhole = /\s/.test(part.text[room]!)
      // A very long word is cut all the same.
      const end = isWhole ? room : Math.max(cut.search(/\s\S*$/), cut.length - LONGEST_WORD, 0)
      shown.push({ text: `${cut.slice(0, end).replace(/[\s,;:]+$/, '').toWellFormed()}…` })
      break
    }
    room -= part.text.length
  }
  return shown
}
