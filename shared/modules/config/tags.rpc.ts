import { z } from 'zod'
import { command, query } from '../../kernel/rpc/contract.ts'
import { recordId } from '../../kernel/rpc/schemas.ts'

const place = z.object({ type: z.string(), id: z.string(), title: z.string() })

export const tagsRpc = {
  /** By tag: how many live records of each type hold it. */
  uses: query(z.strictObject({}), z.object({ uses: z.record(z.string(), z.record(z.string(), z.number())) })),

  /** What cannot do without a tag, such as the kinds of relation that ask for it: as long as there are any it stays. */
  places: query(z.strictObject({ id: recordId }), z.object({ places: z.array(place) })),

  /** Gives the holders of one tag another instead, and puts the one in the trash; `count` is how many records changed. */
  merge: command(z.strictObject({ from: recordId, into: recordId }), z.object({ op: z.string(), count: z.number() })),
}
