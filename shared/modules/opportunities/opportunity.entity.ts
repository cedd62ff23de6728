import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { boolean, choice, date, integer, longText, money, relation, text } from '../../kernel/entity/fields.ts'
import { lostReason, origin, outcome, phase } from './opportunity.lists.ts'

export const opportunity = defineEntity({
  type: 'opportunity',
  labels: 'opportunities.opportunity',
  fields: {
    name: text({ required: true, search: 3 }),
    organisation: relation('organisation'),
    contact: relation('contact'),
    responsible: relation('user'),
    phase: choice(phase),
    /** What the phase makes of it. */
    outcome: choice(outcome, { unasked: true }),
    /** The day on which it came into its phase. */
    phaseSince: date({ unasked: true }),
    amount: money(),
    /** In percent. */
    chance: integer(),
    /** The amount times the chance. */
    weighted: money({ unasked: true }),
    madeSales: money(),
    openedOn: date(),
    expectedClosing: date(),
    closedOn: date(),
    origin: choice(origin),
    lostReason: choice(lostReason),
    reference: text({ search: 1 }),
    noReminders: boolean(),
    isArchived: boolean({ unasked: true }),
    archivedOn: date({ unasked: true }),
    notes: longText(),
  },
  title: r => r.name ?? '',
  list: ['name', 'organisation', 'contact', 'phase', 'amount', 'weighted', 'expectedClosing', 'responsible'],
  form: [
    ['name', 'phase'],
    ['organisation', 'contact'],
    ['amount', 'chance'],
    ['responsible', 'origin'],
    ['expectedClosing', 'openedOn'],
    ['closedOn', 'madeSales'],
    ['lostReason', 'reference'],
    ['noReminders'],
    ['notes'],
    ['weighted', 'outcome'],
    ['phaseSince'],
    ['isArchived', 'archivedOn'],
  ],
  sort: ['name'],
  keys: [['reference'], ['name', 'organisation']],
  indexes: [['organisation'], ['contact']],
  archive: 'isArchived',
  filters: {
    open: { not: { field: 'outcome', op: 'in', value: ['won', 'lost'] } },
    closing: { all: [{ saved: 'opportunity.open' }, { field: 'expectedClosing', op: 'within', value: { period: 'thisMonth' } }] },
    overdue: { all: [{ saved: 'opportunity.open' }, { field: 'expectedClosing', op: 'within', value: { period: 'past' } }] },
    won: { field: 'outcome', op: 'eq', value: 'won' },
    lost: { field: 'outcome', op: 'eq', value: 'lost' },
  },
})

export type Opportunity = RecordOf<typeof opportunity>
