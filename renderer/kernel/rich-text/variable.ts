/** What a template takes from a record: `path` is how it is written there, `words` what a person reads, from the nearest to the farthest. */
export interface Variable {
  readonly path: string
  readonly words: readonly string[]
}

/** `Contact › Prénom`. */
export const variableWord = ({ words }: Variable): string => words.join(' › ')

const VARIABLE = 'data-variable'
const WRITTEN = /\{\{\s*([^{}]*?)\s*\}\}/g

/** The path that an expression begins with: `contact.name` of `contact.name | upcase`. */
export const pathOf = (expression: string): string => /^[\w.]*/.exec(expression)![0]

/** HTML in which what stands between double braces is an element of its own, that the editor shows as a chip. */
export const withChips = (html: string): string => {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walker.nextNode()) texts.push(walker.currentNode as Text)
  for (const text of texts) {
    const parts = text.data.split(WRITTEN)
    if (parts.length === 1) continue
    text.replaceWith(
      ...parts.map((part, at) => {
        if (at % 2 === 0) return part
        const chip = document.createElement('span')
        chip.setAttribute(VARIABLE, part)
        return chip
      }),
    )
  }
  return body.innerHTML
}

const CHIP = new RegExp(`<span ${VARIABLE}="([^"]*)"[^>]*>[^<]*</span>`, 'g')

/** The reverse of `withChips`, of what the editor writes. */
export const withoutChips = (html: string): string => html.replaceAll(CHIP, (_, expression: string) => `{{ ${expression.replaceAll('&quot;', '"')} }}`)
