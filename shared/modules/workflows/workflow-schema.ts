import { z } from 'zod'
import { filterSchema } from '../../kernel/filter/filter-schema.ts'
import { path, recordId, typeName } from '../../kernel/rpc/schemas.ts'
import { type Action, STOPS, type Trigger, type Window } from './workflow.ts'

const MOST_FIELDS = 20
const MOST_ACTIONS = 20
/** Some ten years. */
const MOST_AFTER = 3_660
const MOST_TEXT = 5_000

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const name = z.string().min(1).max(100)
const before = z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()])
/** The ends of a relation. */
const SIDES = ['subject', 'object'] as const
/** A field path or an address. */
const place = z.string().min(1).max(320)

export const triggerSchema = z.discriminatedUnion('when', [
  z.strictObject({ when: z.literal('created') }),
  z.strictObject({ when: z.literal('changed'), fields: z.array(name).max(MOST_FIELDS), from: z.array(before).min(1).max(100).optional(), to: z.array(before).min(1).max(100).optional() }),
  z.strictObject({ when: z.literal('tagged'), tag: recordId }),
  z.strictObject({ when: z.literal('related'), kind: name, side: z.enum([...SIDES, 'either']) }),
  z.strictObject({ when: z.literal('reached'), field: name, after: z.int().min(-MOST_AFTER).max(MOST_AFTER), unit: z.enum(['day', 'hour']), at: time.optional() }),
  z.strictObject({ when: z.literal('received') }),
  z.strictObject({ when: z.literal('answered'), survey: recordId.optional() }),
]) as unknown as z.ZodType<Trigger>

const given = z.union([z.strictObject({ field: name, value: z.unknown() }), z.strictObject({ field: name, now: z.literal(true) }), z.strictObject({ field: name, copy: path })])

export const actionSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('set'), on: path.optional(), only: filterSchema.optional(), values: z.array(given).min(1).max(MOST_FIELDS) }),
  z.strictObject({ do: z.literal('tag'), on: path.optional(), add: z.array(recordId).max(MOST_FIELDS), remove: z.array(recordId).max(MOST_FIELDS) }),
  z.strictObject({ do: z.literal('relate'), kind: name, side: z.enum(SIDES), to: z.union([z.strictObject({ record: recordId }), z.strictObject({ path })]) }),
  z.strictObject({ do: z.literal('activity'), kind: name, name: z.string().min(1).max(500), minutes: z.string().max(MOST_TEXT).optional(), inDays: z.int().min(-MOST_AFTER).max(MOST_AFTER), responsible: path.optional() }),
  z.strictObject({ do: z.literal('send'), template: name, to: z.array(place).min(1).max(MOST_FIELDS), cc: z.array(place).max(MOST_FIELDS), account: recordId.optional() }),
  z.strictObject({ do: z.literal('survey') }),
  z.strictObject({ do: z.literal('notify'), text: z.string().min(1).max(500) }),
  z.strictObject({ do: z.literal('archive') }),
]) as unknown as z.ZodType<Action>

export const windowSchema: z.ZodType<Window> = z.strictObject({ days: z.array(z.int().min(1).max(7)).min(1).max(7), from: time, to: time }).refine(({ from, to }) => from < to)

/** What people change of a workflow. */
export const workflowParts = {
  name: z.string().min(1).max(200),
  order: z.int().min(0).max(1_000),
  forType: typeName,
  trigger: triggerSchema,
  filter: filterSchema.nullable(),
  stops: z.array(z.enum(STOPS)).max(STOPS.length),
  actions: z.array(actionSchema).min(1).max(MOST_ACTIONS),
  window: windowSchema.nullable(),
}
