import { createRequire } from 'node:module'
import type * as HtmlToText from 'html-to-text'
import type * as Liquid from 'liquidjs'
import type * as Imap from 'imapflow'
import type MailComposer from 'nodemailer/lib/mail-composer'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type XOAuth2 from 'nodemailer/lib/xoauth2'
import type sanitizeHtml from 'sanitize-html'

const require = createRequire(import.meta.url)

const loaded = new Map<string, unknown>()
/** Loads a package when it is first used: together these take half a second, and the window waits for the core. */
const load = (name: string): unknown => {
  if (!loaded.has(name)) loaded.set(name, require(name))
  return loaded.get(name)
}

export const liquid = (): typeof Liquid => load('liquidjs') as typeof Liquid
export const sanitizer = (): typeof sanitizeHtml => load('sanitize-html') as typeof sanitizeHtml
export const htmlToText = (): typeof HtmlToText => load('html-to-text') as typeof HtmlToText
export const imap = (): typeof Imap => load('imapflow') as typeof Imap
export const mailComposer = (): typeof MailComposer => load('nodemailer/lib/mail-composer') as typeof MailComposer
export const smtpConnection = (): typeof SMTPConnection => load('nodemailer/lib/smtp-connection') as typeof SMTPConnection
export const xoauth2 = (): typeof XOAuth2 => load('nodemailer/lib/xoauth2') as typeof XOAuth2
