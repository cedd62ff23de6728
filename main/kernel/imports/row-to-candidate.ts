import { type CellHints, parseCell } from '../../../shared/kernel/entity/cell.ts'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Address, ListItem } from '../../../shared/kernel/entity/fields.ts'
import type { FieldPath } from '../../../shared/kernel/entity/paths.ts'
import type { Problem } from '../../../shared/kernel/entity/validate.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { detectDateOrder } from '../../../shared/kernel/text/parse-date.ts'
import { detectDecimalMark } from '../../../shared/kernel/text/parse-number.ts'
import type { Candidate } from './candidate.ts'
import type { ChoiceLookup } from './choices.ts'
import { MAX_CELLS, MAX_ROW, type Row } from './csv/rows.ts'
import { FULL_NAME, type Mapping, parseTarget } from './headings.ts'

export interface MappingContext {
  /** The first rows of the table, without headings: how its columns write numbers and dates is read off them. */
  readonly sampleRows: readonly (readonly string[])[]
  readonly choice: ChoiceLookup
  /** IANA zone of times without offset. */
  readonly zone?: string
  /** Of amounts without currency. */
  readonly currency?: string
}

type Draft = Pick<Candidate, 'data' | 'links' | 'relations' | 'words' | 'problems'>
type FillColumn = (draft: Draft, cell: string) => void

/** A mapping ready to be applied to many rows. */
export interface CompiledMapping {
  readonly type: string
  readonly width: number
  readonly columns: readonly { readonly index: number; readonly fill: FillColumn }[]
}

const EXCERPT = 200
const CACHED = 5_000

/** The items of a list field, made when missing. */
const itemsOf = (draft: Draft, name: string): ListItem[] => (draft.data[name] ??= []) as ListItem[]

const put = (draft: Draft, at: FieldPath, label: string | undefined, value: unknown): void => {
  if (!at.many) {
    if (at.part) ((draft.data[at.name] ??= {}) as Address)[at.part] = value as string
    else draft.data[at.name] = at.leaf.kind === 'address' ? { ...(draft.data[at.name] as Address), ...(value as Address) } : value
    return
  }
  const items = itemsOf(draft, at.name)
  if (at.part) {
    let item = items.find(one => one.label === label)
    if (!item) items.push((item = label === undefined ? { value: {} } : { value: {}, label }))
    ;(item.value as Address)[at.part] = value as string
    return
  }
  for (const { value: one } of value as ListItem[]) {
    if (!items.some(item => item.value === one)) items.push(label === undefined ? { value: one } : { value: one, label })
  }
}

/** Cells of these kinds come back many times in a column and cost more to read than to remember. */
const isRepeated = ({ leaf, many }: FieldPath): boolean => !many && (leaf.kind === 'choice' || leaf.kind === 'date' || leaf.kind === 'boolean')

const fillerOf = (at: FieldPath, label: string | undefined, hints: CellHints): FillColumn => {
  const cache = isRepeated(at) ? new Map<string, ReturnType<typeof parseCell>>() : undefined
  const read = (cell: string): ReturnType<typeof parseCell> => {
    const known = cache?.get(cell)
    if (known) return known
    const result = parseCell(at, cell, hints)
    if (cache && cache.size < CACHED) cache.set(cell, result)
    return result
  }
  return (draft, cell) => {
    const { value, link, words, problem } = read(cell)
    if (problem) draft.problems.push(problem)
    if (value !== undefined) put(draft, at, label, value)
    if (link !== undefined) draft.links[at.name] = link
    if (words) draft.words[at.name] = [...words]
  }
}

/** `Martin, Ada`, `MARTIN Ada` or `Ada Martin`: first and last name; one word alone is the last name. */
const splitName = (text: string): { firstName?: string; lastName: string } => {
  const comma = text.indexOf(',')
  if (comma > 0 && text.slice(comma + 1).trim()) return { firstName: text.slice(comma + 1).trim(), lastName: text.slice(0, comma).trim() }
  const parts = text.split(/\s+/)
  if (parts.length === 1) return { lastName: text }
  const isCapital = (word: string): boolean => word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase()
  const capitals = parts.findIndex(word => !isCapital(word))
  if (capitals > 0) return { firstName: parts.slice(capitals).join(' '), lastName: parts.slice(0, capitals).join(' ') }
  return { firstName: parts[0]!, lastName: parts.slice(1).join(' ') }
}

const fullNameFiller = (entity: AnyEntity, context: MappingContext): FillColumn => {
  const civility = entity.fields.civility?.values
  const [first, last] = ['firstName', 'lastName'].map(name => parseTarget(entity, name)!.at!)
  return (draft, cell) => {
    const [head = '', ...rest] = cell.trim().split(/\s+/)
    const title = civility && rest.length ? context.choice(civility, head) : undefined
    if (title !== undefined && draft.data.civility === undefined) draft.data.civility = title
    const { firstName, lastName } = splitName(title === undefined ? cell.trim() : rest.join(' '))
    for (const [at, text] of [[first!, firstName], [last!, lastName]] as const) {
      const { value, problem } = parseCell(at, text ?? '')
      if (problem) draft.problems.push(problem)
      if (value !== undefined) draft.data[at.name] = value
    }
  }
}

/** A cell may name several, each after a semicolon or on a line of its own. */
const relationFiller =
  (target: string): FillColumn =>
  (draft, cell) => {
    for (const name of new Set(cell.split(/[;\n]/).map(part => part.trim()).filter(Boolean))) (draft.relations ??= []).push({ target, name })
  }

/**
 * Prepares a mapping for many rows. Throws ExpectedError IMPORT_BAD_MAPPING (`heading`, `target`) for a heading that the
 * table lacks, a target that the type lacks, or one target given to two columns, lists aside.
 */
export const compileMapping = (entity: AnyEntity, headers: readonly string[], mapping: Mapping, context: MappingContext): CompiledMapping => {
  const taken = new Set<string>()
  const columns = Object.entries(mapping).flatMap(([heading, wanted]) => {
    if (wanted === null) return []
    const index = headers.indexOf(heading)
    const target = parseTarget(entity, wanted)
    const isRelation = target !== undefined && 'isRelation' in target
    const isShared = isRelation || (target?.at?.many === true && !target.at.part)
    if (index < 0 || !target || (taken.has(wanted) && !isShared)) throw new ExpectedError('IMPORT_BAD_MAPPING', { heading, target: wanted })
    taken.add(wanted)
    if (!target.at) return [{ index, fill: isRelation ? relationFiller(wanted) : fullNameFiller(entity, context) }]
    const cells = context.sampleRows.map(row => row[index] ?? '')
    const { kind } = target.at.leaf
    const hints: CellHints = {
      choice: context.choice,
      zone: context.zone,
      currency: context.currency,
      ...((kind === 'date' || kind === 'dateTime') && { dateOrder: detectDateOrder(cells) }),
      ...((kind === 'integer' || kind === 'decimal' || kind === 'money') && { decimalMark: detectDecimalMark(cells) }),
    }
    return [{ index, fill: fillerOf(target.at, target.target === FULL_NAME ? undefined : target.label, hints) }]
  })
  return { type: entity.type, width: headers.length, columns: columns.sort((a, b) => a.index - b.index) }
}

const faultProblem = ({ fault, cells }: Row): Problem => {
  if (fault === 'tooManyCells') return { field: '', code: 'TOO_LONG', params: { max: MAX_CELLS, length: cells.length } }
  if (fault === 'tooLong') return { field: '', code: 'TOO_LONG', params: { max: MAX_ROW, length: cells.reduce((sum, cell) => sum + cell.length, 0) } }
  return { field: '', code: 'WRONG_KIND', params: { value: cells.join(' ').slice(0, EXCERPT) } }
}

/** Reads a row as a candidate. A row at fault, or one with more filled cells than there are headings, is a problem as a whole. */
export const rowToCandidate = ({ type, width, columns }: CompiledMapping, row: Row): Candidate => {
  const { line, cells } = row
  const candidate: Candidate = { line, type, data: {}, links: {}, words: {}, files: [], problems: [], source: cells }
  if (row.fault || (cells.length > width && cells.slice(width).some(cell => cell.trim() !== ''))) {
    candidate.problems.push(faultProblem(row))
    return candidate
  }
  for (const { index, fill } of columns) {
    const cell = cells[index]
    if (cell) fill(candidate, cell)
  }
  return candidate
}
