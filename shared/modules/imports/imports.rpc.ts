import { z } from 'zod'
import { command, query } from '../../kernel/rpc/contract.ts'
import { filterSchema } from '../../kernel/filter/filter-schema.ts'
import { ARCHIVED, language, path, problem, typeName, undone } from '../../kernel/rpc/schemas.ts'

const stagedFile = z.string().regex(/^[0-9a-f-]{36}$/)
const stagedResult = z.object({ file: z.string(), name: z.string() })

/**
 * Which column fills which place: heading -> target, null to leave it out. Targets: a field (`lastName`), an address
 * part (`address.city`), a list with a label (`phones:mobile`), a relation by name (`organisation`), relations of a kind to
 * records of a type (`relation:employs:subject:contact`).
 */
const mapping = z.record(z.string(), z.string().nullable())

/** How a table is written, over what is detected. */
const dialect = z.strictObject({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'macintosh', 'cp850']).optional(),
  delimiter: z.enum([';', ',', '\t', '|']).optional(),
  /** Whether its first row holds headings. */
  headed: z.boolean().optional(),
})

/** A line as the mapping makes a record of it: values by field, relations and new choices still as words. */
const previewed = z.object({
  line: z.number(),
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
  links: z.record(z.string(), z.string()),
  /** Records at the other end of relations, by target. */
  relations: z.array(z.object({ target: z.string(), name: z.string() })).optional(),
  words: z.record(z.string(), z.array(z.string())),
  problems: z.array(problem),
})

const suggestion = z.object({
  type: z.string(),
  mapping,
  /** Fields of the best key among the mapped ones. */
  key: z.array(z.string()),
})

export const importsRpc = {
  /** Reads the beginning of a staged file and proposes how to import it; the preview follows `mapping` where it is given. */
  inspect: query(
    z.strictObject({ file: stagedFile, type: typeName.optional(), dialect: dialect.optional(), mapping: mapping.optional() }),
    z.object({
      format: z.enum(['csv', 'vcf']),
      name: z.string(),
      encoding: z.string(),
      delimiter: z.string().optional(),
      headed: z.boolean().optional(),
      headers: z.array(z.string()),
      /** The first lines, or for a vCard file one line a card. */
      sample: z.array(z.array(z.string())),
      suggestion,
      /** The targets that a column may have. */
      targets: z.array(z.string()),
      preview: z.array(previewed),
    }),
  ),

  /** Saves an import as a job and starts it; `key` names the fields by which an existing record is recognised. */
  start: command(
    z.strictObject({
      file: stagedFile,
      type: typeName.optional(),
      mapping: mapping.optional(),
      dialect: dialect.optional(),
      key: z.union([z.string().transform(field => [field]), z.array(z.string()).min(1).max(5)]).optional(),
      dryRun: z.boolean().optional(),
    }),
    z.object({ job: z.string() }),
  ),

  /** Undoes everything that an import wrote; `background` and `job` are as for `journal.undo`. */
  revert: command(z.strictObject({ job: z.string(), background: z.boolean().optional() }), undone),

  /** The lines that failed, in the file's own format with the reason beside each, staged for download. */
  errorFile: command(z.strictObject({ job: z.string(), language: language.default('fr') }), stagedResult),

  /** Writes records to a file as a job, whose result is the staged file. Headings and choices in the given language. */
  export: command(
    z.strictObject({
      type: typeName,
      format: z.enum(['csv', 'vcf']),
      filter: filterSchema.optional(),
      text: z.string().max(400).optional(),
      archived: z.enum(ARCHIVED).optional(),
      ids: z.array(z.uuid()).max(10_000).optional(),
      /** Fields or places in an address that a table shall have, in this order; by default all. */
      columns: z.array(path).min(1).max(200).optional(),
      delimiter: z.enum([';', ',', '\t']).default(';'),
      /** Whether a table begins with the mark by which spreadsheets know UTF-8. */
      bom: z.boolean().default(true),
      language: language.default('fr'),
    }),
    z.object({ job: z.string() }),
  ),
}
