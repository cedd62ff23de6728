import { mergeAttributes, Node } from '@tiptap/core'
import { Image } from '@tiptap/extension-image'
import { StarterKit } from '@tiptap/starter-kit'
import { isOwnImage, RICH_TEXT } from '../../../shared/kernel/text/rich-text.ts'
import css from './rich-text.module.css'

/** What stands between double braces, as one thing that is moved and deleted whole; `wordOf` says what a person reads. */
const variable = (wordOf: (expression: string) => string) =>
  Node.create({
    name: 'variable',
    group: 'inline',
    inline: true,
    atom: true,
    addAttributes: () => ({
      expression: {
        default: '',
        parseHTML: element => element.getAttribute('data-variable'),
        renderHTML: ({ expression }) => ({ 'data-variable': expression as string }),
      },
    }),
    parseHTML: () => [{ tag: 'span[data-variable]' }],
    renderHTML: ({ node, HTMLAttributes }) => ['span', mergeAttributes(HTMLAttributes, { class: css.chip }), wordOf(node.attrs['expression'] as string)],
    renderText: ({ node }) => `{{ ${String(node.attrs['expression'])} }}`,
  })

const ownImage = Image.extend({
  parseHTML: () => [{ tag: 'img[src]', getAttrs: element => isOwnImage(element.getAttribute('src')!) && null }],
})

const isLink = (address: string): boolean => {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address.trim())?.[1]?.toLowerCase()
  return scheme === undefined || RICH_TEXT.linkSchemes.some(each => each === scheme)
}

/** The schema of our formatted text: what it does not know is left out of whatever is pasted. */
export const extensions = (wordOf: (expression: string) => string) => [
  StarterKit.configure({
    code: false,
    codeBlock: false,
    heading: { levels: [2, 3] },
    link: { openOnClick: false, defaultProtocol: 'https', HTMLAttributes: { target: null, rel: null }, isAllowedUri: isLink },
  }),
  ownImage.configure({ inline: true, allowBase64: true }),
  variable(wordOf),
]

/** What a person writes for a link, as one; undefined when it is none. */
export const linkOf = (typed: string): string | undefined => {
  const text = typed.trim()
  if (text === '' || /\s/.test(text)) return undefined
  if (/^[a-z][a-z0-9+.-]*:/i.test(text)) return isLink(text) ? text : undefined
  if (/^[^@/]+@[^@/]+\.[^@/]+$/.test(text)) return `mailto:${text}`
  return /^[^/@]+\.[^/@]{2,}/.test(text) ? `https://${text}` : undefined
}
