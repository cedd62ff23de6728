import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { address, choice, date, email, image, list, longText, phone, relation, text, url } from '../../kernel/entity/fields.ts'
import { civility, commercialStatus, maturity, sector } from './persons.lists.ts'

export const contact = defineEntity({
  type: 'contact',
  labels: 'persons.contact',
  fields: {
    civility: choice(civility),
    firstName: text({ search: 3 }),
    additionalNames: text({ search: 2 }),
    lastName: text({ search: 3 }),
    nameSuffix: text(),
    nickname: text({ search: 2 }),
    organisation: relation('organisation'),
    jobTitle: text({ search: 1 }),
    department: text(),
    emails: list(email(), { search: 1, labels: ['work', 'home', 'other'] }),
    phones: list(phone(), { search: 1, labels: ['work', 'mobile', 'home', 'workFax', 'homeFax', 'pager', 'other'] }),
    websites: list(url(), { labels: ['work', 'home', 'other'] }),
    socialProfiles: list(text(), { labels: ['linkedin', 'facebook', 'instagram', 'x', 'other'] }),
    address: address(),
    otherAddresses: list(address(), { labels: ['work', 'home', 'other'] }),
    status: choice(commercialStatus),
    maturity: choice(maturity),
    sector: choice(sector),
    categories: list(text()),
    birthday: date(),
    since: date(),
    relatedNames: list(text(), { labels: ['spouse', 'child', 'parent', 'assistant', 'manager', 'friend', 'other'] }),
    notes: longText(),
    picture: image(),
    reference: text({ search: 1 }),
    /** Identifier of the card it came from, by which the same card is recognised again. */
    uid: text({ hidden: true }),
    /** Properties of its vCard for which there is no field, one unfolded line each. */
    vcardLines: list(longText(), { hidden: true }),
  },
  title: r => [r.firstName, r.lastName].filter(Boolean).join(' ') || r.nickname || r.emails?.[0]?.value || r.phones?.[0]?.value || '',
  list: ['lastName', 'firstName', 'organisation', 'jobTitle', 'status', 'emails', 'phones', 'address.city', 'sector'],
  form: [
    ['civility', 'status'],
    ['firstName', 'lastName'],
    ['organisation', 'jobTitle'],
    ['emails', 'phones'],
    ['websites', 'socialProfiles'],
    ['address', 'otherAddresses'],
    ['sector', 'maturity'],
    ['birthday', 'since'],
    ['nickname', 'additionalNames'],
    ['nameSuffix', 'department'],
    ['categories', 'relatedNames'],
    ['reference', 'picture'],
    ['notes'],
  ],
  sort: ['lastName', 'firstName'],
  keys: [['reference'], ['uid'], ['emails'], ['lastName', 'firstName']],
  duplicates: [['emails'], ['phones'], ['lastName', 'firstName'], ['lastName', 'firstName', 'address.city'], ['lastName', 'firstName', 'organisation'], ['address.street', 'address.postcode']],
  indexes: [['address.city', 'sector'], ['organisation']],
  filters: {
    customers: { field: 'status', op: 'in', value: ['client'] },
    birthdays: { field: 'birthday', op: 'recurs', value: { period: 'thisMonth' } },
    recent: { field: 'createdAt', op: 'within', value: { last: 7, unit: 'day' } },
    unreachable: { all: [{ field: 'emails', op: 'empty' }, { field: 'phones', op: 'empty' }] },
  },
})

export type Contact = RecordOf<typeof contact>
