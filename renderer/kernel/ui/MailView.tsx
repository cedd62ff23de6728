import { useEffect, useRef } from 'react'
import { BUTTON_CLASS } from '../../../shared/kernel/text/rich-text.ts'
import { splitAtMarks } from '../../../shared/kernel/template/missing-mark.ts'

interface Props {
  readonly label: string
  /** Clean HTML, as the core gives it. */
  readonly html: string
  /** What stands for a variable of which nothing is known. */
  readonly wordOf: (path: string) => string
}

/** As mail programs show it, on paper that is white at any hour. */
const STYLE = `
  :host { display: block; padding: 16px; background: #fff; color: #24211d; font: 15px/22px Arial, Helvetica, sans-serif; overflow-wrap: anywhere; }
  p, ul, ol, blockquote { margin: 0 0 12px }
  h2 { margin: 0 0 12px; font-size: 20px; line-height: 28px }
  h3 { margin: 0 0 8px; font-size: 16px; line-height: 22px }
  a { color: #0b5a64 }
  a.${BUTTON_CLASS} { display: inline-block; padding: 6px 12px; border: 1px solid #0e5f69; border-radius: 6px; text-decoration: none; font-weight: 600 }
  blockquote { padding-left: 12px; border-left: 3px solid #e5dfd4; color: #5e574d }
  hr { border: 0; border-top: 1px solid #e5dfd4; margin: 16px 0 }
  img { max-width: 100%; height: auto }
  mark { padding: 0 4px; border-radius: 4px; background: #fbefd5; color: #8a5300 }
`

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** A mail's HTML, apart from the looks of the window; its links lead nowhere from here. */
export const MailView = ({ label, html, wordOf }: Props) => {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: 'open' })
    const marked = splitAtMarks(html).map((part, at) => (at % 2 === 0 ? part : `<mark>${escaped(wordOf(part))}</mark>`))
    root.innerHTML = `<style>${STYLE}</style>${marked.join('')}`
    const stay = (event: Event): void => event.preventDefault()
    root.addEventListener('click', stay)
    return () => root.removeEventListener('click', stay)
  }, [html, wordOf])
  return <div ref={host} role="document" aria-label={label} />
}
