import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { choice, dateTime, email, file, integer, json, list, longText, relation, text } from '../../kernel/entity/fields.ts'
import { defineValueList } from '../../kernel/entity/value-list.ts'

const direction = defineValueList({ name: 'emailDirection', labels: 'emails.direction', open: false, values: [{ key: 'out' }, { key: 'in' }] })

const state = defineValueList({
  name: 'emailState',
  labels: 'emails.state',
  open: false,
  values: [
    { key: 'draft', colour: 'neutral' },
    { key: 'waiting', colour: 'info' },
    { key: 'sending', colour: 'info' },
    { key: 'sent', colour: 'ok' },
    { key: 'failed', colour: 'err' },
    { key: 'unsure', colour: 'warn' },
    { key: 'cancelled', colour: 'neutral' },
    { key: 'received', colour: 'plum' },
  ],
})

/** A mail, written or received. One that is made in the state `waiting` is sent by the outbox. */
export const emailMessage = defineEntity({
  type: 'emailMessage',
  labels: 'emails.emailMessage',
  fields: {
    subject: text({ search: 3 }),
    direction: choice(direction),
    state: choice(state, { required: true }),
    account: relation('mailAccount'),
    from: text({ search: 1 }),
    to: list(email(), { search: 1 }),
    cc: list(email(), { search: 1 }),
    bcc: list(email()),
    replyTo: text({ hidden: true }),
    text: longText({ search: 1 }),
    /** Clean of all that acts or loads by itself. */
    html: longText({ hidden: true }),
    attachments: list(file(), { hidden: true }),
    /** Not before. */
    sendAfter: dateTime(),
    /** When it was sent, or received. */
    sentOn: dateTime(),
    messageId: text({ hidden: true }),
    /** The message ids that it answers, the nearest first. */
    inReplyTo: text({ hidden: true }),
    /** `MailFailure`: why it did not leave, or why nobody knows. */
    failure: json(),
    attempts: integer({ hidden: true }),
    contact: relation('contact'),
    organisation: relation('organisation'),
    opportunity: relation('opportunity'),
    activity: relation('activity'),
    /** What made it: `person`, `workflow:<id>`, `survey:<id>`. */
    source: text({ hidden: true }),
  },
  title: r => r.subject || r.to?.[0]?.value || r.from || '—',
  list: ['subject', 'state', 'to', 'from', 'sentOn', 'contact', 'organisation', 'opportunity'],
  form: [['subject'], ['state', 'direction'], ['account', 'from'], ['to', 'cc'], ['bcc'], ['sendAfter', 'sentOn'], ['contact', 'organisation'], ['opportunity', 'activity'], ['text']],
  sort: ['subject'],
  newest: 'sentOn',
  keys: [['messageId']],
  indexes: [['state'], ['contact'], ['organisation'], ['opportunity'], ['activity'], ['source']],
  isMade: true,
  filters: {
    toSend: { field: 'state', op: 'in', value: ['waiting'] },
    failed: { field: 'state', op: 'in', value: ['failed'] },
    unsure: { field: 'state', op: 'in', value: ['unsure'] },
    sent: { field: 'state', op: 'in', value: ['sent'] },
    received: { field: 'state', op: 'in', value: ['received'] },
    drafts: { field: 'state', op: 'in', value: ['draft'] },
  },
})

export type EmailMessage = RecordOf<typeof emailMessage>
