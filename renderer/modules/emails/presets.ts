type Security = 'tls' | 'starttls'

/** Where the mail of an address is sent from and read. */
export interface Preset {
  readonly smtpHost: string
  readonly smtpPort: number
  readonly smtpSecurity: Security
  readonly imapHost: string
  readonly imapPort: number
  readonly imapSecurity: Security
}

const servers = (smtpHost: string, imapHost: string, smtpPort = 465): Preset => ({ smtpHost, smtpPort, smtpSecurity: smtpPort === 465 ? 'tls' : 'starttls', imapHost, imapPort: 993, imapSecurity: 'tls' })

/** Providers that many firms use, by the end of the address. */
const PRESETS: readonly (readonly [readonly string[], Preset])[] = [
  [['orange.fr', 'wanadoo.fr'], servers('smtp.orange.fr', 'imap.orange.fr')],
  [['free.fr'], servers('smtp.free.fr', 'imap.free.fr')],
  [['sfr.fr', 'neuf.fr'], servers('smtp.sfr.fr', 'imap.sfr.fr')],
  [['bbox.fr'], servers('smtp.bbox.fr', 'imap4.bbox.fr')],
  [['laposte.net'], servers('smtp.laposte.net', 'imap.laposte.net')],
  [['gmail.com', 'googlemail.com'], servers('smtp.gmail.com', 'imap.gmail.com')],
  [['outlook.fr', 'outlook.com', 'hotmail.fr', 'hotmail.com', 'live.fr'], servers('smtp-mail.outlook.com', 'outlook.office365.com', 587)],
  [['yahoo.fr', 'yahoo.com'], servers('smtp.mail.yahoo.com', 'imap.mail.yahoo.com')],
  [['icloud.com', 'me.com'], servers('smtp.mail.me.com', 'imap.mail.me.com', 587)],
  [['gmx.fr', 'gmx.com'], servers('mail.gmx.com', 'imap.gmx.com')],
]

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).trim().toLowerCase()

/** The servers of an address whose provider is known. */
export const presetOf = (address: string): Preset | undefined => PRESETS.find(([domains]) => domains.includes(domainOf(address)))?.[1]

/** What the servers of any other address are most often called. */
export const guessOf = (address: string): Preset | undefined => (domainOf(address).includes('.') ? servers(`smtp.${domainOf(address)}`, `imap.${domainOf(address)}`) : undefined)
