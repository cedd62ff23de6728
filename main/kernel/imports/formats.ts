import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { Locales } from '../i18n/locales.ts'
import type { Candidate } from './candidate.ts'
import type { CandidateChunk } from './candidate-stream.ts'
import { choiceLookup, type UserValue } from './choices.ts'
import { detectCsv, SAMPLE_BYTES } from './csv/detect.ts'
import type { AskedDialect, CsvDialect } from './csv/dialect.ts'
import { readRows } from './csv/read.ts'
import type { Row } from './csv/rows.ts'
import { type Mapping, suggestMapping, suggestType, targetsOf, uniqueHeaders } from './headings.ts'
import type { ImportPlan } from './import-job.ts'
import { compileMapping, rowToCandidate } from './row-to-candidate.ts'
import { asUtf8 } from './vcard/encoding.ts'
import { readVcards, type VCard } from './vcard/read.ts'

export interface SourceFile {
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** Can be read more than once. */
  readonly bytes: AsyncIterable<Uint8Array>
}

/** What the formats need to know of the application. */
export interface FormatContext {
  readonly registry: readonly AnyEntity[]
  readonly locales: Locales
  readonly userValues: readonly UserValue[]
  /** Of amounts without currency. */
  readonly currency: string
  readonly cardToCandidate: (card: VCard) => Candidate
}

export interface Inspection {
  format: 'csv' | 'vcf'
  name: string
  encoding: string
  delimiter?: string
  headers: string[]
  sample: string[][]
  /** Whether the first row of a table is taken for headings. */
  headed?: boolean
  suggestion: { type: string; mapping: Record<string, string | null>; key: string[] }
  targets: string[]
  /** The first lines as the mapping makes records of them. */
  preview: Pick<Candidate, 'line' | 'type' | 'data' | 'links' | 'relations' | 'words' | 'problems'>[]
}

/** What a person has said already of a file that is inspected. */
export interface Asked {
  readonly type?: string | undefined
  readonly dialect?: AskedDialect | undefined
  /** For the preview; by default the suggested one. */
  readonly mapping?: Mapping | undefined
}

const SHOWN_ROWS = 10
/** Rows off which types, mappings and ways of writing are read. */
const SAMPLE_ROWS = 200
/** Lines handed over together: few enough that photos do not pile up. */
const CHUNK_LINES = 256
const CHUNK_FILE_BYTES = 4_000_000

/** Finds out what a file is and proposes how to import it. Throws ExpectedError: FILE_EMPTY, IMPORT_UNKNOWN_FORMAT, IMPORT_NO_COLUMNS, IMPORT_BAD_MAPPING, UNKNOWN_TYPE. */
export const inspectFile = async (source: SourceFile, { registry, locales, userValues, currency, cardToCandidate }: FormatContext, { type, dialect, mapping }: Asked = {}): Promise<Inspection> => {
  const head = await headOf(source)
  if (await isVcard(head)) {
    const first: Candidate[] = []
    for await (const card of readVcards(source.bytes)) {
      first.push(cardToCandidate(card))
      if (first.length === SHOWN_ROWS) break
    }
    const entity = entityOf(registry, type ?? 'contact')
    return {
      format: 'vcf',
      name: source.name,
      encoding: 'utf-8',
      headers: [],
      sample: first.map(({ type: of, data, links }) => [entityOf(registry, of).title(data), ...Object.values(links), ...firstValues(data)]),
      suggestion: { type: entity.type, mapping: {}, key: [...(entity.keys?.[0] ?? [])] },
      targets: [],
      preview: first.map(shownOf),
    }
  }
  const table = await openTable(source, head, dialect)
  const { headers, sampleRows } = table
  if (headers.length === 0) throw new ExpectedError('IMPORT_NO_COLUMNS', { name: source.name })
  const suggestion = type === undefined ? suggestType(registry, headers, sampleRows, locales) : { type, ...suggestMapping(entityOf(registry, type), headers, sampleRows, locales) }
  const compiled = compileMapping(entityOf(registry, suggestion.type), headers, mapping ?? suggestion.mapping, { sampleRows, currency, choice: choiceLookup(locales, userValues) })
  return {
    format: 'csv',
    name: source.name,
    headed: table.dialect.headed,
    encoding: table.dialect.encoding,
    delimiter: table.dialect.delimiter,
    headers,
    sample: sampleRows.slice(0, SHOWN_ROWS),
    suggestion: { type: suggestion.type, mapping: suggestion.mapping, key: suggestion.key },
    targets: targetsOf(entityOf(registry, suggestion.type)),
    preview: table.rows.slice(0, SHOWN_ROWS).map(row => shownOf(rowToCandidate(compiled, row))),
  }
}

/** Reads a file line after line as its plan says. Throws as {@link inspectFile} does, and IMPORT_BAD_MAPPING. */
export async function* readCandidates(source: SourceFile, plan: ImportPlan, context: FormatContext): AsyncGenerator<CandidateChunk> {
  let bytesRead = 0
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of source.bytes) {
      bytesRead += piece.length
      yield piece
    }
  }
  let chunk: Candidate[] = []
  let fileBytes = 0
  const flush = (): CandidateChunk => {
    const candidates = chunk
    chunk = []
    fileBytes = 0
    return { candidates, read: Math.min(1, bytesRead / Math.max(1, source.size)) }
  }
  for await (const candidate of plan.format === 'vcf' ? cards(counted(), context) : rows(source, counted(), plan, context)) {
    chunk.push(candidate)
    for (const { bytes } of candidate.files) fileBytes += bytes.length
    if (chunk.length >= CHUNK_LINES || fileBytes > CHUNK_FILE_BYTES) yield flush()
  }
  if (chunk.length) yield flush()
}

async function* cards(bytes: AsyncIterable<Uint8Array>, { cardToCandidate }: FormatContext): AsyncGenerator<Candidate> {
  for await (const card of readVcards(bytes)) yield cardToCandidate(card)
}

async function* rows(source: SourceFile, bytes: AsyncIterable<Uint8Array>, plan: ImportPlan, { registry, locales, userValues, currency }: FormatContext): AsyncGenerator<Candidate> {
  const { dialect, headers, sampleRows } = await openTable(source, await headOf(source), plan.dialect)
  const mapping = compileMapping(entityOf(registry, plan.type), headers, plan.mapping ?? {}, { sampleRows, currency, choice: choiceLookup(locales, userValues) })
  let isHeading = dialect.headed
  for await (const batch of readRows(bytes, dialect)) {
    for (const row of batch) {
      if (isHeading) isHeading = false
      else yield rowToCandidate(mapping, row)
    }
  }
}

interface Table {
  readonly dialect: CsvDialect
  readonly headers: string[]
  readonly sampleRows: string[][]
  readonly rows: readonly Row[]
}

const openTable = async (source: SourceFile, head: Buffer, asked: AskedDialect = {}): Promise<Table> => {
  const dialect = detectCsv(head, head.length >= source.size, asked)
  const first: Row[] = []
  for await (const batch of readRows(once(head), dialect)) first.push(...batch)
  // The last row of a sample may be cut.
  if (head.length < source.size && first.length > 1) first.pop()
  const sample = first.slice(0, SAMPLE_ROWS + 1)
  const [top, ...others] = sample.map(({ cells }) => cells)
  if (!top) throw new ExpectedError('FILE_EMPTY', { name: source.name })
  return dialect.headed
    ? { dialect, headers: uniqueHeaders(top), sampleRows: others, rows: sample.slice(1) }
    : { dialect, headers: uniqueHeaders(top.map(() => '')), sampleRows: [top, ...others], rows: sample }
}

const shownOf = ({ line, type, data, links, relations, words, problems }: Candidate): Inspection['preview'][number] => ({ line, type, data, links, ...(relations && { relations }), words, problems })

const headOf = async ({ name, bytes }: SourceFile): Promise<Buffer> => {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of bytes) {
    pieces.push(piece)
    length += piece.length
    if (length >= SAMPLE_BYTES) break
  }
  if (length === 0) throw new ExpectedError('FILE_EMPTY', { name })
  return Buffer.concat(pieces).subarray(0, SAMPLE_BYTES)
}

/** Whether a card begins within the first lines; something may stand before it. */
const isVcard = async (head: Buffer): Promise<boolean> => {
  let text = ''
  for await (const piece of asUtf8(once(head))) text += piece.toString('latin1')
  return /(^|[\r\n])\s*BEGIN\s*:\s*VCARD\s*[\r\n]/i.test(text.replace(/^\u00ef\u00bb\u00bf/, ''))
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

const entityOf = (registry: readonly AnyEntity[], type: string): AnyEntity => {
  const entity = registry.find(each => each.type === type)
  if (!entity) throw new ExpectedError('UNKNOWN_TYPE', { type })
  return entity
}

const firstValues = (data: Record<string, unknown>): string[] =>
  [data.emails, data.phones].map(items => (items as { value: string }[] | undefined)?.[0]?.value).filter(value => value !== undefined)
