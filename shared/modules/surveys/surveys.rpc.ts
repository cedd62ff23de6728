import { z } from 'zod'
import { command, query } from '../../kernel/rpc/contract.ts'
import { recordId } from '../../kernel/rpc/schemas.ts'

const instant = z.iso.datetime()
const count = z.object({ value: z.union([z.string(), z.number(), z.boolean(), z.null()]), count: z.number() })

export const surveysRpc = {
  /** Makes a questionnaire to be answered, about a person, a deal... */
  ask: command(
    z.strictObject({ survey: recordId, contact: recordId.optional(), organisation: recordId.optional(), opportunity: recordId.optional(), activity: recordId.optional() }),
    z.object({ response: z.string(), op: z.string() }),
  ),

  /** Keeps the answers that were given here, in the place of those that there were; answers with what is missing or wrong answer INVALID_RECORD, each problem's field a question's key. */
  answer: command(z.strictObject({ response: recordId, answers: z.record(z.string(), z.unknown()) }), z.object({ op: z.string() })),

  /** What its mail would be. */
  preview: query(z.strictObject({ response: recordId }), z.object({ to: z.string(), subject: z.string(), html: z.string(), text: z.string(), missing: z.array(z.string()) })),

  /** Makes its mail, which the outbox sends; to another address than that of the contact or organisation with `to`. */
  send: command(z.strictObject({ response: recordId, to: z.email().optional() }), z.object({ mail: z.string(), op: z.string() })),

  /** Takes over what was set aside of a mail, or leaves it. */
  settle: command(z.strictObject({ response: recordId, mail: recordId, isTaken: z.boolean() }), z.object({ op: z.string() })),

  /** What was answered, between two instants or ever. */
  statistics: query(
    z.strictObject({ survey: recordId, from: instant.optional(), to: instant.optional() }),
    z.object({
      states: z.record(z.string(), z.number()),
      months: z.array(z.object({ month: z.string(), count: z.number() })),
      questions: z.array(
        z.object({
          key: z.string(),
          count: z.number(),
          values: z.array(count),
          average: z.number().optional(),
          months: z.array(z.object({ month: z.string(), average: z.number(), count: z.number() })).optional(),
          texts: z.array(z.object({ response: z.string(), title: z.string(), text: z.string() })).optional(),
        }),
      ),
    }),
  ),
}
