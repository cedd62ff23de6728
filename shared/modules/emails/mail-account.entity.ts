import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { boolean, choice, email, integer, text } from '../../kernel/entity/fields.ts'
import { defineValueList } from '../../kernel/entity/value-list.ts'

const security = defineValueList({ name: 'mailSecurity', labels: 'emails.security', open: false, values: [{ key: 'tls' }, { key: 'starttls' }, { key: 'none' }] })
const authKind = defineValueList({ name: 'mailAuthKind', labels: 'emails.authKind', open: false, values: [{ key: 'password' }, { key: 'oauth' }] })

/** Where mails leave from and come in. Its password or token is no part of it: that stays on this machine. */
export const mailAccount = defineEntity({
  type: 'mailAccount',
  labels: 'emails.mailAccount',
  fields: {
    name: text({ required: true }),
    address: email({ required: true }),
    displayName: text(),
    smtpHost: text(),
    smtpPort: integer(),
    smtpSecurity: choice(security),
    user: text(),
    authKind: choice(authKind),
    /** Without one, nothing is received. */
    imapHost: text(),
    imapPort: integer(),
    imapSecurity: choice(security),
    folder: text(),
    perMinute: integer(),
    dailyLimit: integer(),
    isDefault: boolean(),
    /** Neither sends nor receives. */
    isPaused: boolean(),
  },
  title: r => r.name ?? '',
  list: ['name', 'address', 'smtpHost', 'isDefault'],
  form: [
    ['name', 'address'],
    ['displayName', 'user'],
    ['authKind'],
    ['smtpHost', 'smtpPort'],
    ['smtpSecurity'],
    ['imapHost', 'imapPort'],
    ['imapSecurity', 'folder'],
    ['perMinute', 'dailyLimit'],
    ['isDefault', 'isPaused'],
  ],
  sort: ['name'],
  internal: true,
})

export type MailAccount = RecordOf<typeof mailAccount>
