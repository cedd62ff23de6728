import { SHIPPED } from '../../../shared/modules/workflows/shipped.ts'
import { mergeWorkflows, type Workflow } from '../../../shared/modules/workflows/workflow.ts'
import type { Db } from '../../kernel/store/driver.ts'
import { readEnvelope } from '../../kernel/store/reader.ts'

/** Every workflow as it now is, in the order in which they act. */
export const readWorkflows = (db: Db): Workflow[] =>
  mergeWorkflows(
    SHIPPED,
    (db.rows('select id from workflow where st = 0 order by n').all() as string[][]).map(([id]) => ({ ...readEnvelope(db, id!)!.data, id: id! })),
  )
