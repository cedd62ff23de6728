/** Kinds of operations that can be shown alone, each with the names that it stands for. */
export const KINDS: Readonly<Record<string, readonly string[]>> = {
  create: ['create', 'convertLead'],
  edit: ['edit', 'merge', 'dismissDuplicate', 'replaceValue', 'orderList', 'turnOn', 'turnOff', 'chooseCurrency', 'turnWorkflowOn', 'turnWorkflowOff', 'reset', 'settleDeals'],
  import: ['import', 'sample'],
  trash: ['trash', 'restore', 'purge', 'removeSample'],
  workflow: ['workflow', 'shippedWorkflow'],
  undo: ['undo'],
}
