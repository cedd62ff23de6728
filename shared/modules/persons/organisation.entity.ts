import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { address, choice, date, email, image, list, longText, phone, relation, text, url } from '../../kernel/entity/fields.ts'
import { commercialStatus, legalForm, maturity, sector, staffSize } from './persons.lists.ts'

export const organisation = defineEntity({
  type: 'organisation',
  labels: 'persons.organisation',
  fields: {
    name: text({ required: true, search: 3 }),
    legalName: text({ search: 2 }),
    status: choice(commercialStatus),
    maturity: choice(maturity),
    sector: choice(sector),
    staffSize: choice(staffSize),
    legalForm: choice(legalForm),
    siren: text({ legalId: 'siren', search: 1 }),
    siret: text({ legalId: 'siret', search: 1 }),
    vatNumber: text({ legalId: 'vat', search: 1 }),
    nafCode: text(),
    parent: relation('organisation'),
    emails: list(email(), { search: 1, labels: ['work', 'other'] }),
    phones: list(phone(), { search: 1, labels: ['work', 'mobile', 'workFax', 'other'] }),
    websites: list(url(), { labels: ['work', 'other'] }),
    socialProfiles: list(text(), { labels: ['linkedin', 'facebook', 'instagram', 'x', 'other'] }),
    billingAddress: address(),
    shippingAddress: address(),
    otherAddresses: list(address(), { labels: ['work', 'other'] }),
    categories: list(text()),
    since: date(),
    notes: longText(),
    picture: image(),
    reference: text({ search: 1 }),
    /** As for a contact: the card of a company. */
    uid: text({ hidden: true }),
    vcardLines: list(longText(), { hidden: true }),
  },
  title: r => r.name ?? '',
  list: ['name', 'status', 'sector', 'phones', 'emails', 'billingAddress.city', 'siren'],
  form: [
    ['name', 'legalName'],
    ['status', 'maturity'],
    ['sector', 'staffSize'],
    ['emails', 'phones'],
    ['billingAddress', 'shippingAddress'],
    ['legalForm', 'siren'],
    ['siret', 'vatNumber'],
    ['nafCode', 'parent'],
    ['websites', 'socialProfiles'],
    ['otherAddresses', 'categories'],
    ['since', 'reference'],
    ['notes', 'picture'],
  ],
  sort: ['name'],
  keys: [['reference'], ['uid'], ['siret'], ['name']],
  duplicates: [['siret'], ['siren'], ['vatNumber'], ['emails'], ['phones'], ['name'], ['name', 'billingAddress.city'], ['billingAddress.street', 'billingAddress.postcode']],
  nameField: 'name',
  indexes: [['billingAddress.city', 'sector']],
  filters: {
    customers: { field: 'status', op: 'in', value: ['client'] },
    recent: { field: 'createdAt', op: 'within', value: { last: 7, unit: 'day' } },
  },
})

export type Organisation = RecordOf<typeof organisation>
