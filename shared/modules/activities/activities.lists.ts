import { defineValueList } from '../../kernel/entity/value-list.ts'

export const activityKind = defineValueList({
  name: 'activityKind',
  labels: 'activities.kind',
  open: true,
  values: [
    { key: 'task', colour: 'neutral' },
    { key: 'meeting', colour: 'plum' },
    { key: 'call', colour: 'accent' },
    { key: 'email', colour: 'info' },
  ],
})

export const activityStatus = defineValueList({
  name: 'activityStatus',
  labels: 'activities.status',
  open: false,
  values: [
    { key: 'planned', colour: 'info' },
    { key: 'inProgress', colour: 'warn' },
    { key: 'done', colour: 'ok' },
    { key: 'cancelled', colour: 'neutral' },
  ],
})

export const activityResult = defineValueList({
  name: 'activityResult',
  labels: 'activities.result',
  open: true,
  values: [{ key: 'reached' }, { key: 'noAnswer' }, { key: 'messageLeft' }, { key: 'callBack' }, { key: 'agreed' }, { key: 'refused' }],
})
