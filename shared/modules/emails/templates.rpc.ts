import { z } from 'zod'
import { query } from '../../kernel/rpc/contract.ts'
import { language, typeName } from '../../kernel/rpc/schemas.ts'

const id = z.string().max(40)
const LONGEST = 1_000_000

const summary = z.object({
  /** The record; none of a shipped template as it came. */
  id: z.string().optional(),
  /** What a shipped template is known by. */
  key: z.string().optional(),
  /** Empty for a shipped template as it came. */
  name: z.string(),
  language,
  forType: z.string(),
  subject: z.string(),
})
export type TemplateSummary = z.output<typeof summary>

const file = z.object({ file: z.string(), name: z.string(), mime: z.string(), size: z.number() })

const template = summary.extend({ html: z.string(), text: z.string(), attachments: z.readonly(z.array(file)) })
export type FullTemplate = z.output<typeof template>

const texts = { subject: z.string().max(LONGEST).optional(), html: z.string().max(LONGEST).optional(), text: z.string().max(LONGEST).optional() }

export const templatesRpc = {
  /** Every template, or those that speak of a type. */
  list: query(z.strictObject({ forType: typeName.optional() }), z.object({ templates: z.array(summary) })),

  /** One by the id of its record, or a shipped one by its key and language; `original` gives that as it came. Fails with NOT_FOUND. */
  get: query(z.strictObject({ reference: id, language, original: z.boolean().optional() }), z.object({ template })),

  /**
   * What texts come to for a record, each variable of which nothing is known marked by `missingMark` and named in `missing`.
   * Fails with NOT_FOUND of the record, and INVALID_RECORD where a text cannot be read.
   */
  preview: query(z.strictObject({ ...texts, record: id, language }), z.object({ subject: z.string(), html: z.string(), text: z.string(), missing: z.readonly(z.array(z.string())) })),
}
