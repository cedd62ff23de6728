import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { choice, date, longText, money, relation, text } from '../../kernel/entity/fields.ts'
import { defineValueList } from '../../kernel/entity/value-list.ts'

const phase = defineValueList({
  name: 'phase',
  labels: 'opportunities.phase',
  open: true,
  values: [
    { key: 'prospecting', colour: 'info' },
    { key: 'qualification', colour: 'plum' },
    { key: 'proposal', colour: 'accent' },
    { key: 'negotiation', colour: 'warn' },
    { key: 'won', colour: 'ok' },
    { key: 'lost', colour: 'neutral' },
  ],
})

export const opportunity = defineEntity({
  type: 'opportunity',
  labels: 'opportunities.opportunity',
  fields: {
    name: text({ required: true, search: 3 }),
    organisation: relation('organisation'),
    contact: relation('contact'),
    phase: choice(phase),
    amount: money(),
    openedOn: date(),
    expectedClosing: date(),
    closedOn: date(),
    reference: text({ search: 1 }),
    notes: longText(),
  },
  title: r => r.name ?? '',
  list: ['name', 'organisation', 'contact', 'phase', 'amount', 'expectedClosing'],
  form: [
    ['name', 'phase'],
    ['organisation', 'contact'],
    ['amount', 'expectedClosing'],
    ['openedOn', 'closedOn'],
    ['reference'],
    ['notes'],
  ],
  sort: ['name'],
  keys: [['reference'], ['name', 'organisation']],
  indexes: [['organisation'], ['contact']],
  filters: {
    open: { not: { field: 'phase', op: 'in', value: ['won', 'lost'] } },
    closing: { all: [{ saved: 'opportunity.open' }, { field: 'expectedClosing', op: 'within', value: { period: 'thisMonth' } }] },
    overdue: { all: [{ saved: 'opportunity.open' }, { field: 'expectedClosing', op: 'within', value: { period: 'past' } }] },
  },
})

export type Opportunity = RecordOf<typeof opportunity>
