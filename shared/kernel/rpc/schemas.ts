import { z } from 'zod'
import { filterSchema } from '../filter/filter-schema.ts'
import { LOCAL_ACTOR } from '../id/local-actor.ts'

const TYPE_NAME = /^(x_[a-z][a-z0-9]{0,29}|[a-z][A-Za-z]{0,40})$/
/** A UUID of version 7, as every id of ours is. */
const OWN_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const LONGEST_PATH = 100

export const typeName = z.string().regex(TYPE_NAME)
export const recordId = z.union([z.uuid(), z.literal(LOCAL_ACTOR)])
/** A field's name or a path into an address. */
export const path = z.string().max(LONGEST_PATH)

export const isTypeName = (value: unknown): boolean => typeof value === 'string' && TYPE_NAME.test(value)
export const isRecordId = (value: unknown): boolean => value === LOCAL_ACTOR || (typeof value === 'string' && OWN_ID.test(value))
export const isPath = (value: unknown): boolean => typeof value === 'string' && value.length <= LONGEST_PATH

/**
 * A record laid flat: its fields beside the envelope. A relation reads as `{ id, title }`, one to records of
 * any type with their `type`; it may be written as an id or as such an object.
 */
export const recordView = z.looseObject({
  id: z.string(),
  type: z.string(),
  title: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
  updatedAt: z.string(),
  updatedBy: z.string(),
  trashedAt: z.string().nullable(),
  /** The operation that wrote it last. */
  op: z.string(),
})
export type RecordView = z.output<typeof recordView>

export const row = z.looseObject({ id: z.string(), type: z.string(), title: z.string() })
export type Row = z.output<typeof row>

/** Whether a selection also holds what is archived, or nothing else. */
export const ARCHIVED = ['with', 'only'] as const

/**
 * Which records: of a type, those that a filter and the words of a search keep; the trash instead of the live ones. What is
 * archived is left out unless `archived` or the filter itself asks for it.
 */
export const selection = {
  type: typeName,
  filter: filterSchema.optional(),
  text: z.string().max(400).optional(),
  trashed: z.boolean().optional(),
  archived: z.enum(ARCHIVED).optional(),
}

export const problem = z.object({
  field: z.string(),
  code: z.string(),
  params: z.readonly(z.record(z.string(), z.union([z.string(), z.number()]))).optional(),
  warning: z.boolean().optional(),
})
export type ProblemView = z.output<typeof problem>

const lineError = z.object({ line: z.number(), problems: z.array(problem), text: z.string() })

export const jobView = z.object({
  job: z.string(),
  kind: z.string(),
  state: z.enum(['waiting', 'running', 'paused', 'done', 'failed', 'cancelled']),
  /** What it works on, e.g. the name of the file. */
  title: z.string(),
  /** Lines or records handled, out of `total` once that is known. */
  done: z.number(),
  total: z.number().optional(),
  /** For an import: created, updated, unchanged, failed, warnings. */
  counts: z.record(z.string(), z.number()),
  /** The first 100 lines that failed; `line` counts from 1 and includes the heading. */
  errors: z.array(lineError),
  /** The first 100 lines that were taken, but with something to look at. */
  warnings: z.array(lineError),
  /** Why it failed as a whole. */
  error: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()).optional() }).optional(),
  /** What it made, e.g. `{ file, name }` of an export. */
  result: z.record(z.string(), z.unknown()).optional(),
  /** The operation that its writes belong to. */
  op: z.string().optional(),
  createdAt: z.string(),
  endedAt: z.string().optional(),
})
export type JobView = z.output<typeof jobView>

/** Work that begins by itself, and how it stands. */
export const scheduleView = z.object({
  kind: z.string(),
  /** Where its words stand in the locales. */
  words: z.string(),
  /** When it runs: by a pattern of cron, at intervals, or when the records say so. */
  timing: z.union([z.object({ cron: z.string() }), z.object({ everyMs: z.number() }), z.object({ due: z.literal(true) })]),
  isOn: z.boolean(),
  isPaused: z.boolean(),
  /** The module that it belongs to, and whether that is switched off. */
  module: z.string().optional(),
  isModuleOff: z.boolean(),
  /** The job that is under way. */
  job: z.string().optional(),
  lastRun: z.string().optional(),
  /** What its last run came to; without a `job` there was nothing to do. */
  lastResult: z
    .object({ state: jobView.shape.state, counts: jobView.shape.counts, job: z.string().optional(), error: jobView.shape.error })
    .optional(),
  nextRun: z.string().optional(),
})
export type ScheduleView = z.output<typeof scheduleView>

/** What taking an operation back came to; of a large one that nobody waits for, the job that does it. */
export const undone = z.object({ op: z.string(), undone: z.number(), kept: z.number(), job: z.string().optional() })

/** Languages in which files and texts are made. */
export const language = z.enum(['fr', 'en'])
export type Language = z.output<typeof language>
