import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { resolveColumn } from '../../../shared/kernel/view/column.ts'
import { type Chosen, chosenFilter, readChosen } from '../filter/filter-address.ts'
import { entityOf } from '../state/entity-of.ts'
import { quickFilter, type Said } from './quick-filter.ts'
import { readSort, sortKeys } from './sort.ts'

/** Which rows, and in which order. */
export interface Selection {
  readonly text?: string
  readonly trashed?: boolean
  /** Whether what is archived is there too, or nothing else. */
  readonly archived?: 'with' | 'only'
  readonly filter?: Filter
  readonly sort?: readonly { readonly field: string; readonly dir: 'asc' | 'desc' }[]
  readonly view: readonly string[]
}

/** A condition of the address: what stands above a column, and what is wrong with it. */
export interface Asked {
  readonly path: string
  readonly text: string
  readonly wrong?: 'number' | 'date'
  /** The condition in words. */
  readonly said: readonly Said[]
  readonly filter?: Filter
}

/** What an address says of a list. */
export interface Address {
  readonly text: string
  /** The relation and the record to which everything shown is linked: `?organisation=<id>`. */
  readonly link?: { readonly field: string; readonly id: string }
  readonly asked: readonly Asked[]
  readonly archived?: 'with' | 'only'
  /** The filter that is chosen for the whole list. */
  readonly chosen: Chosen
  /** All of it but the text, as the core takes it. */
  readonly filter?: Filter
}

const PREFIX = 'f.'

/** Where an address says that what is archived is shown. */
export const ARCHIVES = 'archives'
export const WITH_ARCHIVES = 'avec'
const ARCHIVED: Readonly<Record<string, 'with' | 'only'>> = { [WITH_ARCHIVES]: 'with', seules: 'only' }

/** The name under which an address keeps what stands above a column. */
export const askedName = (path: string): string => `${PREFIX}${path}`

/** What an address asks above the columns of a type, by the names of its parameters. */
export const askedNames = (entity: AnyEntity, params: URLSearchParams): string[] =>
  [...new Set(params.keys())].filter(name => name.startsWith(PREFIX) && resolveColumn(entity, name.slice(PREFIX.length), entityOf) !== undefined)

/** Reads an address; what it names and the type does not have is left out. */
export const readAddress = (entity: AnyEntity, params: URLSearchParams, today: string): Address => {
  const field = Object.keys(entity.fields).find(name => entity.fields[name]!.kind === 'relation' && params.get(name))
  const chosen = readChosen(params)
  const filters: Filter[] = [chosenFilter(chosen) ?? [], field ? { field, op: 'eq' as const, value: params.get(field)! } : []].flat()
  const asked: Asked[] = []
  for (const name of new Set(params.keys())) {
    const text = params.get(name)!
    const column = name.startsWith(PREFIX) ? resolveColumn(entity, name.slice(PREFIX.length), entityOf) : undefined
    const at = column?.at
    if (!at || column?.computed || text.trim() === '') continue
    const found = quickFilter(at, text, today)
    if (!found) continue
    if ('wrong' in found) asked.push({ path: at.path, text, wrong: found.wrong, said: [] })
    else {
      asked.push({ path: at.path, text, ...found })
      filters.push(found.filter)
    }
  }
  const [first, ...others] = filters
  const archived = entity.archive ? ARCHIVED[params.get(ARCHIVES) ?? ''] : undefined
  return {
    ...(archived ? { archived } : {}),
    text: params.get('q') ?? '',
    ...(field ? { link: { field, id: params.get(field)! } } : {}),
    asked,
    chosen,
    ...(first ? { filter: others.length ? { all: filters } : first } : {}),
  }
}

/** The rows that an address shows, read with the given columns. */
export const selectionOf = (entity: AnyEntity, params: URLSearchParams, view: readonly string[], today: string): Selection => {
  const { text, filter, archived } = readAddress(entity, params, today)
  return { ...(text ? { text } : {}), ...(archived ? { archived } : {}), ...(filter ? { filter } : {}), sort: sortKeys(entity, readSort(entity, params.get('sort'))), view }
}

/** Those of a selection that a filter keeps as well. */
export const within = <S extends Pick<Selection, 'filter'>>(selection: S, filter: Filter | undefined): S =>
  filter ? { ...selection, filter: selection.filter ? { all: [selection.filter, filter] } : filter } : selection
