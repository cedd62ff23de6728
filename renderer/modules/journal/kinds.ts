import { AUTOMATIC } from '../../../shared/modules/journal/journal.rules.ts'

/** Kinds of operations that can be shown alone, each with the names that it stands for. */
export const KINDS: Readonly<Record<string, readonly string[]>> = {
  create: ['create', 'convertLead'],
  edit: ['edit', 'merge', 'dismissDuplicate', 'replaceValue', 'orderList', 'turnOn', 'turnOff', 'chooseCurrency', 'turnWorkflowOn', 'turnWorkflowOff', 'reset', 'settleDeals'],
  import: ['import', 'sample'],
  trash: ['trash', 'restore', 'purge', 'removeSample'],
  workflow: AUTOMATIC,
  undo: ['undo'],
}
