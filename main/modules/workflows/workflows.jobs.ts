import type { ScheduleKind } from '../../kernel/jobs/schedules.ts'
import { DUE_KINDS, type Workflows } from './engine.ts'

/** What comes due by dates, each kind with its row among the jobs. */
export const workflowSchedules = (workflows: () => Workflows): ScheduleKind[] =>
  DUE_KINDS.map(kind => ({
    kind,
    words: `workflows.schedules.${kind}`,
    module: 'workflows',
    due: () => workflows().next(kind),
    run: job => workflows().run(kind, job),
  }))
