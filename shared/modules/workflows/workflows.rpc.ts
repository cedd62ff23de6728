import { z } from 'zod'
import { filterSchema } from '../../kernel/filter/filter-schema.ts'
import { command, query } from '../../kernel/rpc/contract.ts'
import { recordId, typeName } from '../../kernel/rpc/schemas.ts'
import { STOPS } from './workflow.ts'
import { actionSchema, triggerSchema, windowSchema, workflowParts } from './workflow-schema.ts'

/** The key of a shipped workflow, or the id of the record of one. */
const key = z.string().min(1).max(60)
const occasion = z.string().min(1).max(60)
const params = z.record(z.string(), z.unknown())
const about = z.object({ id: z.string(), type: z.string(), title: z.string() })

const workflow = z.object({
  key: z.string(),
  record: z.string().optional(),
  isShipped: z.boolean(),
  name: z.string().optional(),
  isOn: z.boolean(),
  since: z.string().optional(),
  order: z.number(),
  series: z.string().optional(),
  waitsFor: z.string().optional(),
  forType: typeName,
  trigger: triggerSchema,
  filter: filterSchema.optional(),
  stops: z.array(z.enum(STOPS)),
  actions: z.array(actionSchema),
  window: windowSchema.optional(),
})

const broken = z.object({ part: z.enum(['forType', 'trigger', 'filter', 'actions']), why: z.string(), name: z.string().optional() })

const act = z.object({
  workflow: z.string(),
  record: about,
  occasion: z.string(),
  state: z.enum(['done', 'skipped', 'failed', 'cancelled']),
  /** Why nothing was done: `workflows.why.<why>` says it. */
  why: z.string().optional(),
  params: params.optional(),
  /** The operation that it wrote in, to be undone; and whether that is taken back. */
  op: z.string().optional(),
  isUndone: z.boolean().optional(),
  at: z.string(),
  effects: z.array(z.object({ do: z.string(), id: z.string().optional(), type: z.string().optional(), title: z.string().optional(), fields: z.array(z.string()).optional() })),
})

const mail = z.object({ to: z.array(z.string()), cc: z.array(z.string()), subject: z.string(), html: z.string(), text: z.string(), missing: z.array(z.string()) })

/** An act to come, or one that was noted. */
const which = { workflow: key, record: recordId, occasion }

export const workflowsRpc = {
  /** Every workflow in the order in which they act, what is broken in each, and how often each acted in the last 30 days; `held` is what waits since workflows were off. */
  list: query(
    z.strictObject({}),
    z.object({
      workflows: z.array(z.object({ workflow, broken: z.array(broken), last: z.string().optional(), counts: z.record(z.string(), z.number()) })),
      held: z.object({ from: z.string(), to: z.string(), events: z.number(), due: z.number() }).optional(),
    }),
  ),

  /** What workflows did and left, newest first: of one of them, for one record, or all. */
  log: query(
    z.strictObject({ workflow: key.optional(), record: recordId.optional(), states: z.array(z.enum(['done', 'skipped', 'failed', 'cancelled'])).min(1).optional(), limit: z.int().min(1).max(2_000).default(50) }),
    z.object({ acts: z.array(act), hasMore: z.boolean() }),
  ),

  /** What will come due in the next days, of one workflow, for one record, or all, the soonest first; `why` says what would keep it from acting as things stand. */
  upcoming: query(
    z.strictObject({ days: z.int().min(0).max(366).default(7), workflow: key.optional(), record: recordId.optional(), limit: z.int().min(1).max(500).default(200) }),
    z.object({
      upcoming: z.array(
        z.object({ workflow: z.string(), record: about, occasion: z.string(), due: z.string(), why: z.string().optional(), does: z.array(z.string()), to: z.array(z.string()), cc: z.array(z.string()), subject: z.string().optional(), missing: z.array(z.string()) }),
      ),
    }),
  ),

  /** The mail that a workflow would send for a record, as it would read now. */
  preview: query(z.strictObject({ workflow: key, record: recordId }), mail),

  /** How many records a dated workflow would come to at once if it also counted what was due before. */
  overdue: query(z.strictObject({ workflow: key }), z.object({ count: z.number() })),

  /** What a workflow would do to the records that there are, the first of them one by one; nothing is written. */
  dryRun: command(
    z.strictObject({ ...workflowParts, record: recordId.optional(), limit: z.int().min(1).max(50).default(10) }).partial({ name: true, order: true, filter: true, window: true }),
    z.object({ count: z.number(), broken: z.array(broken), runs: z.array(act.pick({ record: true, state: true, why: true, params: true, effects: true })) }),
  ),

  /** Makes a workflow, or changes one; one that comes with the application keeps what is not named. INVALID_RECORD. */
  save: command(z.strictObject({ workflow: key.optional(), patch: z.strictObject(workflowParts).partial() }), z.object({ op: z.string(), workflow: z.string() })),

  /** Switches workflows on or off together. One that is switched on counts from now on or, with `isLate`, also what was due before. */
  turn: command(z.strictObject({ workflows: z.array(key).min(1).max(50), isOn: z.boolean(), isLate: z.boolean().default(false) }), z.object({ op: z.string() })),

  /** Gives a shipped workflow back as it came. */
  reset: command(z.strictObject({ workflow: key }), z.object({ op: z.string() })),

  /** Keeps an act that is to come from being done, or lets it come after all. */
  cancel: command(z.strictObject({ ...which, isBack: z.boolean().default(false) }), z.object({})),

  /** Makes the mail of an act that is to come, to be changed before it leaves at its hour; the act is then done. */
  prepare: command(z.strictObject(which), z.object({ id: z.string(), op: z.string() })),

  /** Tries again what failed or was left. */
  retry: command(z.strictObject(which), z.object({ state: z.string(), why: z.string().optional(), params: params.optional(), op: z.string().optional() })),

  /** Does what waits since workflows were switched off, or leaves it be. */
  settle: command(z.strictObject({ how: z.enum(['do', 'leave']) }), z.object({})),
}
