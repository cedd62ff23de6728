import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { ViewLooks } from '../../../shared/kernel/view/view.ts'
import { readChosen } from '../filter/filter-address.ts'
import type { Layout } from '../list/columns.ts'
import { readSort, sortText } from '../list/sort.ts'
import { boardFields, groupText, readShape } from './view-address.ts'

/** How a list looks, as a view keeps it. */
export const looksOf = (entity: AnyEntity, params: URLSearchParams, { paths, widths, totals = {} }: Layout): ViewLooks => {
  const { form, group, board } = readShape(entity, params)
  const { saved } = readChosen(params)
  return {
    columns: paths.map(path => ({ path, ...(widths[path] === undefined ? {} : { width: widths[path] }), ...(totals[path] === undefined ? {} : { total: totals[path] }) })),
    sort: readSort(entity, params.get('sort')),
    ...(group ? { group } : {}),
    form,
    ...(form === 'board' && board !== undefined ? { board } : {}),
    ...(saved ? { filter: saved } : {}),
  }
}

/** Whether two lists look alike; of what nobody has chosen, one has what the other has. */
export const isSameLooks = (entity: AnyEntity, one: ViewLooks, other: ViewLooks): boolean => {
  const told = ({ columns, sort, group, form, board, filter }: ViewLooks): string =>
    JSON.stringify([
      columns.map(({ path, width, total }) => [path, width ?? '', total ?? '']),
      sortText(sort ?? readSort(entity, null)),
      group ? groupText(group) : '',
      form,
      form === 'board' ? (board ?? boardFields(entity)[0]) : '',
      filter ?? '',
    ])
  return told(one) === told(other)
}
