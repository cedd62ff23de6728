import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { choice, date, dateTime, longText, relation, text } from '../../kernel/entity/fields.ts'
import { activityKind, activityResult, activityStatus } from './activities.lists.ts'

/** What is to be done or was done with people: a task, a meeting, a call, an exchange of mails or what users call one. */
export const activity = defineEntity({
  type: 'activity',
  labels: 'activities.activity',
  fields: {
    kind: { ...choice(activityKind), usual: 'task' },
    name: text({ required: true, search: 3 }),
    status: { ...choice(activityStatus), usual: 'planned' },
    /** The day of its beginning or, without one, the day by which it is to be done. */
    day: date(),
    start: dateTime(),
    end: dateTime(),
    contact: relation('contact'),
    organisation: relation('organisation'),
    opportunity: relation('opportunity'),
    responsible: relation('user'),
    place: text({ search: 1 }),
    doneOn: dateTime(),
    result: choice(activityResult),
    minutes: longText({ search: 1 }),
    /** What made it: `workflow:<id>`, `person`. */
    source: text({ hidden: true }),
  },
  title: r => r.name ?? '',
  list: ['name', 'kind', 'day', 'status', 'contact', 'organisation', 'opportunity', 'responsible', 'start', 'doneOn'],
  form: [
    ['kind', 'status'],
    ['name'],
    ['day'],
    ['start', 'end'],
    ['contact', 'organisation'],
    ['opportunity', 'responsible'],
    ['place'],
    ['minutes'],
    ['result', 'doneOn'],
  ],
  sort: ['day', 'name'],
  newest: 'day',
  indexes: [['status', 'day'], ['contact', 'status', 'doneOn'], ['organisation', 'status', 'doneOn'], ['opportunity', 'status', 'doneOn']],
  filters: {
    todo: { field: 'status', op: 'in', value: ['planned', 'inProgress'] },
    overdue: { all: [{ saved: 'activity.todo' }, { field: 'day', op: 'within', value: { period: 'past' } }] },
    today: { all: [{ saved: 'activity.todo' }, { field: 'day', op: 'within', value: { period: 'today' } }] },
    thisWeek: { all: [{ saved: 'activity.todo' }, { field: 'day', op: 'within', value: { period: 'thisWeek' } }] },
    done: { field: 'status', op: 'in', value: ['done'] },
  },
})

export type Activity = RecordOf<typeof activity>
