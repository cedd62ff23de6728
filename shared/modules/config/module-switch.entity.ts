import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { boolean, text } from '../../kernel/entity/fields.ts'

/** Whether a part of the application is switched off; without a record it is on. */
export const moduleSwitch = defineEntity({
  type: 'moduleSwitch',
  labels: 'modules.moduleSwitch',
  fields: {
    /** Its name. */
    module: text({ required: true }),
    isOff: boolean(),
  },
  title: r => r.module ?? '',
  list: ['module', 'isOff'],
  form: [['module', 'isOff']],
  sort: ['module'],
  internal: true,
})

export type ModuleSwitch = RecordOf<typeof moduleSwitch>
