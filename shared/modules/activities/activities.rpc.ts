import { z } from 'zod'
import { command, query } from '../../kernel/rpc/contract.ts'
import { recordId, recordView } from '../../kernel/rpc/schemas.ts'
import { TIMELINE_SOURCES } from './timeline-sources.ts'

const named = z.object({ id: z.string(), type: z.string(), title: z.string() })
const told = {
  key: z.string(),
  source: z.enum(TIMELINE_SOURCES),
  by: z.string(),
  record: named,
  data: z.readonly(z.record(z.string(), z.unknown())),
  about: z.readonly(z.array(named)),
}
const item = z.object({ ...told, at: z.string(), change: z.object({ field: z.string(), from: z.unknown(), to: z.unknown() }).optional() })
const upcoming = z.object({ ...told, day: z.string().optional() })

export const activitiesRpc = {
  /**
   * What happened with a record, newest first: of an organisation also with its people and deals, of a contact with their deals.
   * `only` names the sources to read; `next` goes on after the last.
   */
  timeline: query(
    z.strictObject({ id: recordId, only: z.array(z.enum(TIMELINE_SOURCES)).min(1).optional(), after: z.string().max(400).optional(), limit: z.int().min(1).max(200).default(30) }),
    z.object({ items: z.array(item), next: z.string().optional() }),
  ),

  /** The open activities of the same records, the most urgent first, those without a day last; `count` is of all. */
  upcoming: query(z.strictObject({ id: recordId, limit: z.int().min(1).max(200).default(20) }), z.object({ items: z.array(upcoming), count: z.number() })),

  /** Writes down an activity and, with `next`, the one that follows from it: both with the same people, as one operation. */
  log: command(
    z.strictObject({ activity: z.record(z.string(), z.unknown()), next: z.record(z.string(), z.unknown()).optional() }),
    z.object({ op: z.string(), record: recordView, next: recordView.optional() }),
  ),
}
