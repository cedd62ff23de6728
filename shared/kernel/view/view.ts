import type { AnyEntity } from '../entity/define.ts'
import type { EntityOf } from '../filter/place.ts'
import { resolveColumn } from './column.ts'
import { GROUP_UNITS, type Grouping, isGroupable } from './grouping.ts'

/** The type whose records are views that somebody saved. */
export const SAVED_VIEW = 'savedView'

/** The ways to lay out a list. */
export const FORMS = ['table', 'cards', 'board'] as const
export type Form = (typeof FORMS)[number]

/** What stands under a column, of everything that a list keeps. */
export const TOTALS = ['sum', 'average', 'count', 'none'] as const
export type TotalKind = (typeof TOTALS)[number]

export interface ViewColumn {
  readonly path: string
  /** In pixels; without it that of its kind. */
  readonly width?: number
  /** Without it sums of money and numbers. */
  readonly total?: TotalKind
}

/** How a list of a type looks: what a saved view keeps. */
export interface ViewLooks {
  readonly columns: readonly ViewColumn[]
  readonly sort?: { readonly field: string; readonly dir: 'asc' | 'desc' }
  readonly group?: Grouping
  readonly form: Form
  /** The field whose values are the columns of the board. */
  readonly board?: string
  /** The saved filter that goes with it, by its id. */
  readonly filter?: string
}

const MOST_COLUMNS = 100
const WIDTHS = [20, 4_000] as const

type Plain = Record<string, unknown>
const isPlain = (value: unknown, ...names: readonly string[]): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).every(key => names.includes(key))
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 200
const isOne = (values: readonly unknown[], value: unknown): boolean => values.includes(value)
const isWidth = (value: unknown): boolean => typeof value === 'number' && value >= WIDTHS[0] && value <= WIDTHS[1]

const isColumn = (value: unknown): boolean =>
  isPlain(value, 'path', 'width', 'total') && isText(value.path) && (value.width === undefined || isWidth(value.width)) && (value.total === undefined || isOne(TOTALS, value.total))

export const isViewLooks = (value: unknown): value is ViewLooks => {
  if (!isPlain(value, 'columns', 'sort', 'group', 'form', 'board', 'filter')) return false
  const { columns, sort, group, form, board, filter } = value
  return (
    Array.isArray(columns) && columns.length > 0 && columns.length <= MOST_COLUMNS && columns.every(isColumn) &&
    (sort === undefined || (isPlain(sort, 'field', 'dir') && isText(sort.field) && isOne(['asc', 'desc'], sort.dir))) &&
    (group === undefined || (isPlain(group, 'field', 'unit') && isText(group.field) && (group.unit === undefined || isOne(GROUP_UNITS, group.unit)))) &&
    isOne(FORMS, form) &&
    (board === undefined || isText(board)) &&
    (filter === undefined || isText(filter))
  )
}

/** The places that looks name and a type does not have, or not for that purpose; lists leave them out. */
export const unknownPlaces = ({ columns, sort, group, board }: ViewLooks, entity: AnyEntity, entityOf: EntityOf): string[] => {
  const found = (path: string) => resolveColumn(entity, path, entityOf)
  return [
    ...columns.flatMap(({ path }) => (found(path) ? [] : [path])),
    ...(sort && (!found(sort.field) || found(sort.field)!.relation) ? [sort.field] : []),
    ...(group && !(found(group.field) && isGroupable(found(group.field)!.at)) ? [group.field] : []),
    ...(board !== undefined && entity.fields[board]?.kind !== 'choice' ? [board] : []),
  ]
}
