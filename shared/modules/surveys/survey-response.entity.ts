import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { boolean, choice, dateTime, email, json, list, longText, relation, text } from '../../kernel/entity/fields.ts'
import { defineValueList } from '../../kernel/entity/value-list.ts'

const state = defineValueList({
  name: 'surveyState',
  labels: 'surveys.states',
  open: false,
  values: [
    { key: 'waiting', colour: 'warn' },
    { key: 'sent', colour: 'info' },
    { key: 'answered', colour: 'ok' },
    { key: 'late', colour: 'plum' },
    { key: 'closed', colour: 'neutral' },
  ],
})

const channel = defineValueList({ name: 'surveyChannel', labels: 'surveys.channels', open: false, values: [{ key: 'here' }, { key: 'mail' }, { key: 'html' }] })

/** A questionnaire asked of somebody once, and what came back. */
export const surveyResponse = defineEntity({
  type: 'surveyResponse',
  labels: 'surveys.surveyResponse',
  fields: {
    name: text({ required: true, search: 2 }),
    survey: relation('survey', { required: true }),
    state: choice(state, { required: true }),
    contact: relation('contact'),
    organisation: relation('organisation'),
    opportunity: relation('opportunity'),
    activity: relation('activity'),
    askedOn: dateTime(),
    answeredOn: dateTime(),
    channel: choice(channel),
    /** Something came in that a person has to look at. */
    isToCheck: boolean(),
    /** The answers as they read, `question : answer` each. */
    given: list(longText(), { search: 1 }),
    /** Where it was sent. */
    sentTo: email(),
    /** By which a reply is known again. */
    token: text({ hidden: true }),
    /** The `Answers`. */
    answers: json({ required: true }),
    /** The `Inbox`: mails that were gone through, and what of them was set aside. */
    received: json(),
    /** Waits for its mail to be made. */
    isToSend: boolean(),
  },
  title: r => r.name ?? '',
  list: ['name', 'survey', 'state', 'contact', 'organisation', 'askedOn', 'answeredOn', 'isToCheck'],
  form: [['name', 'state'], ['survey'], ['contact', 'organisation'], ['opportunity', 'activity'], ['askedOn', 'answeredOn'], ['channel', 'sentTo'], ['given'], ['isToCheck', 'isToSend']],
  sort: ['name'],
  keys: [['token']],
  isMade: true,
  indexes: [['survey'], ['activity'], ['isToSend'], ['contact'], ['organisation'], ['opportunity']],
  filters: {
    toCheck: { field: 'isToCheck', op: 'eq', value: true },
    unanswered: { field: 'state', op: 'in', value: ['waiting', 'sent'] },
    answered: { field: 'state', op: 'in', value: ['answered', 'late'] },
  },
})

export type SurveyResponse = RecordOf<typeof surveyResponse>
