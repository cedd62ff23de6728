import type { Shipped, Stop, Window } from './workflow.ts'

export const REMINDERS = 'reminders'
export const ARCHIVE = 'autoArchive'

/** Office hours: no client hears from us by itself outside of them. */
export const USUAL_WINDOW: Window = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }

const STOPPED: readonly Stop[] = ['closed', 'archived', 'refused', 'replied', 'met']

const reminder = (after: number, order: number): Shipped => ({
  key: `reminder${after}`,
  isOn: false,
  order,
  series: REMINDERS,
  forType: 'opportunity',
  trigger: { when: 'reached', field: 'createdAt', after, unit: 'day', at: '09:00' },
  stops: STOPPED,
  actions: [{ do: 'send', template: `reminder${after}`, to: ['contact.emails', 'organisation.emails'], cc: ['responsible.email'] }],
  window: USUAL_WINDOW,
})

const NOT_YET = { field: 'status', op: 'empty' } as const
const NOT_CLIENT = { any: [NOT_YET, { field: 'status', op: 'eq', value: 'prospect' } as const] }

/**
 * The workflows that come with the application, readable and changeable by people. What writes to clients or takes deals out of
 * the lists is off until somebody wants it: nobody likes a mail that they did not know of.
 */
export const SHIPPED: readonly Shipped[] = [
  reminder(7, 10),
  reminder(15, 11),
  reminder(30, 12),
  {
    key: ARCHIVE,
    isOn: false,
    order: 20,
    waitsFor: REMINDERS,
    forType: 'opportunity',
    trigger: { when: 'reached', field: 'createdAt', after: 30, unit: 'day', at: '09:00' },
    stops: ['archived'],
    actions: [{ do: 'archive' }],
  },
  {
    key: 'survey',
    isOn: true,
    order: 30,
    forType: 'activity',
    trigger: { when: 'changed', fields: ['status'], to: ['done'] },
    stops: [],
    actions: [{ do: 'survey' }],
  },
  {
    key: 'prospect',
    isOn: true,
    order: 31,
    forType: 'opportunity',
    trigger: { when: 'changed', fields: ['organisation', 'contact'] },
    stops: [],
    actions: [
      { do: 'set', on: 'organisation', only: NOT_YET, values: [{ field: 'status', value: 'prospect' }] },
      { do: 'set', on: 'contact', only: NOT_YET, values: [{ field: 'status', value: 'prospect' }] },
    ],
  },
  {
    key: 'client',
    isOn: true,
    order: 32,
    forType: 'opportunity',
    trigger: { when: 'changed', fields: ['outcome'], to: ['won'] },
    stops: [],
    actions: [
      { do: 'set', on: 'organisation', only: NOT_CLIENT, values: [{ field: 'status', value: 'client' }] },
      { do: 'set', on: 'contact', only: NOT_CLIENT, values: [{ field: 'status', value: 'client' }] },
    ],
  },
]
