import { createRequire } from 'node:module'
import type * as HtmlToText from 'html-to-text'
import type * as Liquid from 'liquidjs'
import type sanitizeHtml from 'sanitize-html'

const require = createRequire(import.meta.url)

const loaded = new Map<string, unknown>()
/** Loads a package when it is first used: together these take a third of a second, and the window waits for the core. */
const load = (name: string): unknown => {
  if (!loaded.has(name)) loaded.set(name, require(name))
  return loaded.get(name)
}

export const liquid = (): typeof Liquid => load('liquidjs') as typeof Liquid
export const sanitizer = (): typeof sanitizeHtml => load('sanitize-html') as typeof sanitizeHtml
export const htmlToText = (): typeof HtmlToText => load('html-to-text') as typeof HtmlToText
