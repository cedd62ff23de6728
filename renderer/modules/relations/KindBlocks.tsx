import { useQueries } from '@tanstack/react-query'
import { Waypoints, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { resolvePath } from '../../../shared/kernel/entity/paths.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { rowValues } from '../../kernel/list/row-value.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { formatDay, formatNumber, thisDay } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { fieldWord, oneWord } from '../../kernel/text/words.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import { Value } from '../../kernel/ui/Value.tsx'
import { predicateOf } from './kinds.ts'
import { type KnownGroup, type Linked, useRelations, useUnlink } from './use-relations.ts'
import css from './relations.module.css'

/** The relations of the kinds that are shown in a block of their own, each with its columns. */
export const KindBlocks = ({ record }: SheetProps) => {
  const { groups } = useRelations(record.id)
  return groups?.filter(({ kind }) => kind.isBlock).map(group => <KindBlock key={`${group.kind.key} ${group.side}`} group={group} isOpen={record.trashedAt === null} type={record.type} />)
}

const KindBlock = ({ group: { kind, side, count, items }, isOpen, type }: { readonly group: KnownGroup; readonly isOpen: boolean; readonly type: string }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const unlink = useUnlink()
  const rows = useLinkedRows(items, kind.columns)
  const title = predicateOf(t, kind, side)
  const types = [...new Set(items.map(({ record }) => record.type))].map(each => visibleEntity(each)!)
  const columns: TableColumn<Linked>[] = [
    { name: 'name', head: t('relations.name'), look: 'name', render: ({ record }) => <Link to={`/${record.type}/${record.id}`}>{record.title || t('ui.untitled')}</Link> },
    ...(types.length > 1 ? [{ name: 'type', head: t('ui.kind'), look: 'soft' as const, render: ({ record }: Linked) => oneWord(t, visibleEntity(record.type)!) }] : []),
    ...kind.columns.flatMap((path): TableColumn<Linked>[] => {
      const entity = types.find(each => resolvePath(each, path))
      return entity ? [{ name: path, head: fieldWord(t, entity, path), render: ({ record }) => <Shown row={rows.get(record.id)} type={record.type} path={path} /> }] : []
    }),
    { name: 'since', head: t('relations.sinceHead'), look: 'nowrap', render: ({ since }) => formatDay(thisDay(new Date(since)), language, Number(thisDay().slice(0, 4))) },
    ...(isOpen
      ? [
          {
            name: 'remove',
            head: t('ui.actions'),
            isHeadHidden: true,
            look: 'end' as const,
            render: (linked: Linked) => (
              <button type="button" className={css.remove} aria-label={t('relations.remove', { title: linked.record.title })} title={t('relations.remove', { title: linked.record.title })} onClick={() => void unlink(linked)}>
                <X size={14} aria-hidden="true" />
              </button>
            ),
          },
        ]
      : []),
  ]
  return (
    <Block icon={Waypoints} title={title.charAt(0).toUpperCase() + title.slice(1)} count={formatNumber(count, language)} name={`${type}.relations.${kind.key}.${side}`}>
      <Table label={title} columns={columns} rows={items} keyOf={({ id }) => id} />
    </Block>
  )
}

const Shown = ({ row, type, path }: { readonly row: Row | undefined; readonly type: string; readonly path: string }) => {
  const at = resolvePath(visibleEntity(type)!, path)
  const [value] = row && at ? rowValues(at, row) : []
  return value === undefined || !at ? null : <Value field={at.leaf} value={value} />
}

/** The rows of the records at the other end, by id, with the columns that their types have. */
const useLinkedRows = (items: readonly Linked[], columns: readonly string[]): ReadonlyMap<string, Row> => {
  const api = useApi()
  const byType = Map.groupBy(items, ({ record }) => record.type)
  return useQueries({
    queries: [...byType].map(([type, of]) => {
      const ids = of.map(({ record }) => record.id).toSorted()
      const view = columns.filter(path => resolvePath(visibleEntity(type)!, path))
      const asked = { filter: { field: 'id', op: 'in' as const, value: ids }, view, limit: ids.length }
      return {
        queryKey: keys.rows(type, asked),
        queryFn: async ({ signal }: { signal: AbortSignal }) => (await unwrap(api.entities.list({ type, ...asked }, { signal }))).rows,
        enabled: view.length > 0,
      }
    }),
    combine: found => new Map(found.flatMap(({ data = [] }) => data.map(row => [row.id, row] as const))),
  })
}
