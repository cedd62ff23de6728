import { z } from 'zod'
import { filterSchema } from '../../kernel/filter/filter-schema.ts'
import { command, query } from '../../kernel/rpc/contract.ts'
import { ARCHIVED, recordId } from '../../kernel/rpc/schemas.ts'

const day = z.iso.date()
/** A record that is there, or one to be made; without either there is none. */
const madeOrKnown = z.union([recordId, z.literal('new')]).optional()

const standing = z.object({
  id: z.string(),
  /** Days since it came into its phase. */
  phaseDays: z.number().optional(),
  /** When something was last heard of it, and what. */
  sign: z.object({ at: z.string(), kind: z.enum(['change', 'activity', 'note', 'mail']) }),
  /** The day of the next activity that is planned. */
  next: z.string().optional(),
  /** For how many days it has stood still, where that is too long for its phase, and how long is too long. */
  stalled: z.object({ days: z.number(), limit: z.number() }).optional(),
})
export type DealStanding = z.output<typeof standing>

const ended = z.object({
  /** Null where a deal had no phase. */
  phase: z.string().nullable(),
  /** Into which it went from there. */
  next: z.string().nullable(),
  count: z.number(),
  /** How long they had been there, in days. */
  averageDays: z.number(),
})

export const opportunitiesRpc = {
  /** Through which phases a deal has gone, in their order: null stands for none, and the last has no end. */
  phases: query(
    z.strictObject({ id: recordId }),
    z.object({ passages: z.array(z.object({ phase: z.string().nullable(), from: z.string(), to: z.string().optional(), by: z.string() })) }),
  ),

  /** How deals stand: since when in their phase, and whether they are stalled. */
  standings: query(z.strictObject({ ids: z.array(recordId).min(1).max(500) }), z.object({ standings: z.array(standing) })),

  /**
   * How deals went from phase to phase between two days, the second left out; of those that a filter keeps. What is archived counts, unless
   * `archived` says otherwise.
   */
  moves: query(z.strictObject({ from: day, until: day, filter: filterSchema.optional(), archived: z.enum(ARCHIVED).default('with') }), z.object({ moves: z.array(ended) })),

  /**
   * Makes of a lead a contact, an organisation and a deal, or adds to those that are named, as one operation: its notes, files and
   * relations go along, and it is archived. Fails CONFLICT where it has been converted, and INVALID_RECORD.
   */
  convert: command(
    z.strictObject({ id: recordId, contact: madeOrKnown, organisation: madeOrKnown, deal: z.strictObject({ name: z.string().min(1).max(400), phase: z.string().max(200).optional() }).optional() }),
    z.object({ op: z.string(), contact: z.string().optional(), organisation: z.string().optional(), opportunity: z.string().optional() }),
  ),
}
