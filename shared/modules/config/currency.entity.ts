import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { boolean, date, decimal, text } from '../../kernel/entity/fields.ts'

/** What was chosen for a currency of ISO 4217. */
export const currency = defineEntity({
  type: 'currency',
  labels: 'currencies.currency',
  fields: {
    code: text({ required: true }),
    /** Whether amounts may be in it. */
    isActive: boolean(),
    /** Whether it is that of new amounts. */
    isDefault: boolean(),
  },
  title: r => r.code ?? '',
  list: ['code', 'isActive', 'isDefault'],
  form: [['code'], ['isActive', 'isDefault']],
  sort: ['code'],
  internal: true,
})

/** From a day on, one unit of a currency is worth so many of another. */
export const exchangeRate = defineEntity({
  type: 'exchangeRate',
  labels: 'currencies.exchangeRate',
  fields: {
    from: text({ required: true }),
    to: text({ required: true }),
    on: date({ required: true }),
    rate: decimal({ required: true }),
  },
  title: r => [r.from, r.to, r.on].filter(Boolean).join(' '),
  list: ['from', 'to', 'on', 'rate'],
  form: [['from', 'to'], ['on', 'rate']],
  sort: ['on', 'from'],
  internal: true,
})

export type Currency = RecordOf<typeof currency>
export type ExchangeRate = RecordOf<typeof exchangeRate>
