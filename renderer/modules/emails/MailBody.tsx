import { useRef } from 'react'

interface Props {
  readonly label: string
  /** Clean HTML. */
  readonly html: string
}

/** Beyond what was taken out of the text: nothing runs in its frame, and nothing is fetched but what the text carries. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

/** As mail programs show it, on paper that is white at any hour. */
const STYLE = `
  html { background: #fff; color: #24211d; font: 15px/22px Arial, Helvetica, sans-serif; overflow-wrap: anywhere }
  body { margin: 0; padding: 16px }
  p, ul, ol, blockquote { margin: 0 0 12px }
  blockquote { padding-left: 12px; border-left: 3px solid #e5dfd4; color: #5e574d }
  a { color: #0b5a64 }
  img { max-width: 100%; height: auto }
  table { max-width: 100% }
`

/** A mail's HTML in a frame of its own, as high as it needs. Its links open outside. */
export const MailBody = ({ label, html }: Props) => {
  const frame = useRef<HTMLIFrameElement>(null)
  const fit = (): void => {
    const shown = frame.current
    if (shown?.contentDocument) shown.style.height = `${shown.contentDocument.documentElement.scrollHeight + 2}px`
  }
  const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><base target="_blank"><style>${STYLE}</style>${html}`
  // Of this origin, so that its height can be read: nothing of it can run.
  return <iframe ref={frame} title={label} sandbox="allow-same-origin allow-popups" srcDoc={page} onLoad={fit} style={{ display: 'block', width: '100%', border: 0, height: 160 }} />
}
