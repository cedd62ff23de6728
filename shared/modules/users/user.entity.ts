import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { boolean, email, longText, phone, text } from '../../kernel/entity/fields.ts'
import { NAMELESS } from '../../kernel/id/local-actor.ts'

/** A person of the firm; that at this machine has the id by which the envelope calls them. */
export const user = defineEntity({
  type: 'user',
  labels: 'users.user',
  fields: {
    firstName: text(),
    lastName: text(),
    email: email(),
    phone: phone(),
    jobTitle: text(),
    /** HTML, under the mails that they send. */
    signature: longText(),
    /** No longer with the firm: kept where they stand, offered no more. */
    isInactive: boolean(),
  },
  title: r => [r.firstName, r.lastName].filter(Boolean).join(' ') || r.email || NAMELESS,
  list: ['lastName', 'firstName', 'email', 'jobTitle'],
  form: [['firstName', 'lastName'], ['email', 'phone'], ['jobTitle'], ['signature'], ['isInactive']],
  sort: ['lastName', 'firstName'],
  keys: [['email'], ['lastName', 'firstName']],
  internal: true,
})

export type User = RecordOf<typeof user>
