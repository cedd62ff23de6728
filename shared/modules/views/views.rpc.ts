import { z } from 'zod'
import { command, query } from '../../kernel/rpc/contract.ts'
import { recordId, typeName } from '../../kernel/rpc/schemas.ts'
import { savedViewView } from '../../kernel/view/view-schemas.ts'

export const viewsRpc = {
  /** The saved views that whoever asks may use, of one type or of all, by name; those in the trash are left out. */
  list: query(z.strictObject({ type: typeName.optional() }), z.object({ views: z.array(savedViewView) })),

  /**
   * Makes a view the one with which its list opens, in place of the one that was; or with `isDefault` false no longer. A
   * private view is so for its owner alone, a shared one for everybody who has chosen none of their own, or with `role` for
   * those who have that role.
   */
  makeDefault: command(z.strictObject({ id: recordId, isDefault: z.boolean().default(true), role: recordId.optional() }), z.object({ op: z.string() })),
}
