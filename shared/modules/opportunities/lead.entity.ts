import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { boolean, choice, date, email, list, longText, money, phone, relation, text } from '../../kernel/entity/fields.ts'
import { leadStatus, origin } from './opportunity.lists.ts'

/** Somebody who may become a customer, before anything is known for sure. */
export const lead = defineEntity({
  type: 'lead',
  labels: 'leads.lead',
  fields: {
    firstName: text({ search: 3 }),
    lastName: text({ search: 3 }),
    company: text({ search: 3 }),
    jobTitle: text({ search: 1 }),
    emails: list(email(), { search: 1, labels: ['work', 'home', 'other'] }),
    phones: list(phone(), { search: 1, labels: ['work', 'mobile', 'home', 'other'] }),
    status: choice(leadStatus),
    origin: choice(origin),
    amount: money(),
    responsible: relation('user'),
    notes: longText(),
    /** What it was converted into. */
    contact: relation('contact', { unasked: true }),
    organisation: relation('organisation', { unasked: true }),
    opportunity: relation('opportunity', { unasked: true }),
    isArchived: boolean({ unasked: true }),
    archivedOn: date({ unasked: true }),
  },
  title: r => {
    const person = [r.firstName, r.lastName].filter(Boolean).join(' ')
    return [person, r.company].filter(Boolean).join(' – ') || r.emails?.[0]?.value || r.phones?.[0]?.value || ''
  },
  list: ['lastName', 'firstName', 'company', 'status', 'origin', 'emails', 'phones', 'amount'],
  form: [
    ['firstName', 'lastName'],
    ['company', 'jobTitle'],
    ['emails', 'phones'],
    ['status', 'origin'],
    ['amount', 'responsible'],
    ['notes'],
    ['contact', 'organisation'],
    ['opportunity'],
    ['isArchived', 'archivedOn'],
  ],
  sort: ['lastName', 'firstName'],
  keys: [['emails'], ['lastName', 'firstName', 'company']],
  duplicates: [['emails'], ['phones'], ['lastName', 'firstName', 'company']],
  indexes: [['contact'], ['organisation'], ['opportunity']],
  archive: 'isArchived',
  filters: {
    fresh: { field: 'status', op: 'in', value: ['new'] },
    recent: { field: 'createdAt', op: 'within', value: { last: 7, unit: 'day' } },
  },
})

export type Lead = RecordOf<typeof lead>
