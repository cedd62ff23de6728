import { z } from 'zod'
import { relationKindView, savedFilterView } from '../../kernel/filter/filter-views.ts'
import { query } from '../../kernel/rpc/contract.ts'
import { recordId, typeName } from '../../kernel/rpc/schemas.ts'

export const filtersRpc = {
  /** The filters with a name that whoever asks may use, of one type or of all; those in the trash too, for what refers to them. */
  list: query(z.strictObject({ type: typeName.optional() }), z.object({ filters: z.array(savedFilterView) })),

  /** The kinds of relation by which records can be asked for, disabled ones too. */
  kinds: query(z.strictObject({}), z.object({ kinds: z.array(relationKindView) })),

  /** Titles and types of the records that a filter names, as far as they are there. */
  names: query(z.strictObject({ ids: z.array(z.string()).max(1_000) }), z.object({ names: z.record(z.string(), z.object({ title: z.string(), type: z.string() })) })),

  /** The saved filters that use another. */
  usedBy: query(z.strictObject({ id: recordId }), z.object({ users: z.array(z.object({ id: z.string(), type: z.string(), title: z.string() })) })),
}
