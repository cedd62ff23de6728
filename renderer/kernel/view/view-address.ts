import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { resolveColumn } from '../../../shared/kernel/view/column.ts'
import { GROUP_UNITS, type Grouping, isGroupable, unitOf } from '../../../shared/kernel/view/grouping.ts'
import type { SavedViewView } from '../../../shared/kernel/view/view-schemas.ts'
import type { Form, ViewLooks } from '../../../shared/kernel/view/view.ts'
import { readChosen, writeChosen } from '../filter/filter-address.ts'
import type { Layout } from '../list/columns.ts'
import { readSort, sortText } from '../list/sort.ts'
import { entityOf } from '../state/entity-of.ts'

/** Names the view of a list in its address. */
export const VIEW = 'vue'
/** Stands there when a list shall look as its type has it, although it has a usual view. */
export const NO_VIEW = 'aucune'

const GROUP = 'groupe'
const FORM = 'forme'
const BOARD = 'par'
const FORM_WORDS: Readonly<Record<Form, string>> = { table: 'liste', cards: 'fiches', board: 'tableau' }

/** What an address says of how a list looks, beside its view. */
const LOOKS = ['cols', 'sort', GROUP, FORM, BOARD]

/** How an address lays out a list and puts its records together. */
export interface Shape {
  readonly form: Form
  readonly group?: Grouping | undefined
  /** The field whose values are the columns of the board. */
  readonly board?: string
}

/** The choices by whose values a board can be made. */
export const boardFields = ({ fields, form }: AnyEntity): string[] => form.flat().filter(name => fields[name]!.kind === 'choice')

export const groupText = ({ field, unit }: Grouping): string => (unit ? `${field}@${unit}` : field)

export const readGroup = (entity: AnyEntity, text: string | null): Grouping | undefined => {
  const [field = '', named] = (text ?? '').split('@')
  const at = resolveColumn(entity, field, entityOf)?.at
  if (!at || !isGroupable(at)) return undefined
  const given = GROUP_UNITS.find(each => each === named)
  const unit = unitOf(at, { field, ...(given ? { unit: given } : {}) })
  return { field, ...(unit ? { unit } : {}) }
}

export const readShape = (entity: AnyEntity, params: URLSearchParams): Shape => {
  const boards = boardFields(entity)
  const asked = params.get(BOARD)
  const board = boards.find(name => name === asked) ?? boards[0]
  const form = (Object.keys(FORM_WORDS) as Form[]).find(each => FORM_WORDS[each] === params.get(FORM)) ?? 'table'
  const group = readGroup(entity, params.get(GROUP))
  return { form: form === 'board' && board === undefined ? 'table' : form, ...(group ? { group } : {}), ...(board === undefined ? {} : { board }) }
}

const put = (params: URLSearchParams, name: string, value: string | undefined): void => (value ? params.set(name, value) : params.delete(name))

export const writeShape = (params: URLSearchParams, { form, group, board }: Shape): void => {
  put(params, FORM, form === 'table' ? undefined : FORM_WORDS[form])
  put(params, GROUP, group && groupText(group))
  put(params, BOARD, form === 'board' ? board : undefined)
}

/** Leads to a view, or to a list as its type has it: what the address says of looks and filter gives way. */
export const chooseView = (params: URLSearchParams, id: string): void => {
  for (const name of LOOKS) params.delete(name)
  writeChosen(params, {})
  params.set(VIEW, id)
}

/**
 * An address in which the view that it names, or without any the usual one, is written out, so that everything that reads it
 * need not know of views. One that says itself how the list looks, once written out, stays as it is.
 */
export const withView = (entity: AnyEntity, params: URLSearchParams, views: readonly SavedViewView[]): URLSearchParams => {
  if (LOOKS.some(name => name !== 'cols' && params.has(name))) return params
  const named = params.get(VIEW)
  const view = named ? views.find(({ id }) => id === named) : params.has('cols') ? undefined : views.find(({ isUsual }) => isUsual)
  if (!view) return params
  const { sort, group, form, board, filter } = view.looks
  const next = new URLSearchParams(params)
  const { saved, conditions } = readChosen(params)
  // What somebody asks for by itself is not narrowed by a view that they did not ask for.
  const isAsked = named !== null || params.size === 0
  if (filter && isAsked && !saved && !conditions) writeChosen(next, { saved: filter })
  next.set(VIEW, view.id)
  next.set('sort', sortText(sort ?? readSort(entity, null)))
  writeShape(next, { form, ...(group ? { group } : {}), ...(board ? { board } : {}) })
  return next
}

/** The layout that a view has kept. */
export const layoutOf = ({ columns }: ViewLooks): Layout => ({
  paths: columns.map(({ path }) => path),
  widths: Object.fromEntries(columns.flatMap(({ path, width }) => (width === undefined ? [] : [[path, width]]))),
  totals: Object.fromEntries(columns.flatMap(({ path, total }) => (total === undefined ? [] : [[path, total]]))),
})
