import { type CellWords, formatCell } from '../../../shared/kernel/entity/cell.ts'
import type { AnyEntity, Envelope } from '../../../shared/kernel/entity/define.ts'
import type { ListItem } from '../../../shared/kernel/entity/fields.ts'
import { type FieldPath, visiblePaths } from '../../../shared/kernel/entity/paths.ts'
import type { Language } from '../../../shared/kernel/rpc/schemas.ts'
import type { Locales } from '../i18n/locales.ts'
import { readEnvelope, type Reader, type Selection } from '../store/reader.ts'
import { columnName } from '../store/typed-table.ts'
import { baseCurrency } from './base-currency.ts'
import type { UserValue } from './choices.ts'
import type { CsvStyle } from './csv/write.ts'
import { placeWord } from './place-word.ts'

const PAGE = 500

export interface ExportRequest extends Selection {
  /** Only these records, in their list's order; by default all that the selection keeps. */
  readonly ids?: readonly string[] | undefined
  readonly format: 'csv' | 'vcf'
  readonly language: Language
  /** Of a table: paths or whole fields, in this order; by default all. */
  readonly columns?: readonly string[] | undefined
  readonly style?: CsvStyle
}

/** The records of a selection, in the order of their list. */
export function* recordsOf(reader: Reader, { ids, ...selection }: Selection & Pick<ExportRequest, 'ids'>): Generator<Envelope> {
  const wanted = ids && new Set(ids)
  for (let after: string | undefined, more = true; more; ) {
    const page = reader.list({ ...selection, view: [], limit: PAGE, ...(after === undefined ? {} : { after }) })
    for (const { id } of page.rows) {
      const envelope = !wanted || wanted.has(id) ? readEnvelope(reader.db, id) : undefined
      if (envelope) yield envelope
    }
    after = page.next
    more = after !== undefined
  }
}

interface Column {
  readonly at: FieldPath
  /** Of a list: only the items with this label, or with none. */
  readonly label?: string | null
}

/** The rows of a table that imports again as what it was: headings, then a row per record. */
export function* tableOf(reader: Reader, request: ExportRequest, locales: Locales, userValues: readonly UserValue[]): Generator<string[]> {
  const entity = reader.entity(request.type)
  const { language } = request
  const columns = chosen(columnsOf(reader, entity), request.columns)
  const word = (path: string): string => locales.label(language, path)
  const titles = new Map<string, string>()
  const words: CellWords = {
    language,
    currency: baseCurrency(reader.db),
    choiceLabel: (list, key) => userValues.find(value => value.list === list.name && value.key === key)?.label ?? word(`${list.labels}.${key}`),
    relationTitle: id => {
      if (titles.size > 10_000) titles.clear()
      const known = titles.get(id) ?? reader.titles([id]).get(id) ?? ''
      titles.set(id, known)
      return known
    },
  }
  yield columns.map(({ at, label }) => headingOf(entity, at, label, locales, language))
  for (const { data } of recordsOf(reader, request)) {
    yield columns.map(({ at, label }) => {
      const value = data[at.name]
      return label === undefined ? formatCell(at, value, words) : formatCell(at, (value as ListItem[] | undefined)?.filter(item => (item.label ?? null) === label), words)
    })
  }
}

/** Whether a table of the type can have such a column. */
export const isColumn = (entity: AnyEntity, path: string): boolean => pathsOf(entity).some(at => isNamed(at, path))

const isNamed = (at: FieldPath, path: string): boolean => at.path === path || at.name === path

const chosen = (all: readonly Column[], paths: readonly string[] | undefined): readonly Column[] => (paths ? [...new Set(paths.flatMap(path => all.filter(({ at }) => isNamed(at, path))))] : all)

const headingOf = (entity: AnyEntity, at: FieldPath, label: string | null | undefined, locales: Locales, language: Language): string => {
  const field = placeWord(locales, language, entity, at.path) ?? at.path
  const shown = label && locales.at(language, `persons.labels.${label}`)
  return label ? `${field} (${typeof shown === 'string' ? shown : label})` : field
}

const pathsOf = (entity: AnyEntity): FieldPath[] => visiblePaths(entity).filter(({ leaf }) => leaf.kind !== 'file' && leaf.kind !== 'image')

const columnsOf = (reader: Reader, entity: AnyEntity): Column[] =>
  pathsOf(entity).flatMap((at): Column[] => {
    if (!at.many || !at.field.labelled) return [{ at }]
    const used = reader.db
      .rows(`select distinct json_extract(item.value, '$.label') from ${entity.type} c, json_each(c.${columnName(at.name)}) item where c.st = 0`)
      .all() as (string | null)[][]
    const declared = at.field.labels ?? []
    const rank = (label: string | null): number => (label === null ? -1 : declared.includes(label) ? declared.indexOf(label) : declared.length)
    const labels = used.map(([label]) => label ?? null).sort((a, b) => rank(a) - rank(b) || String(a).localeCompare(String(b)))
    return labels.map(label => ({ at, label }))
  })
