import { ChevronDown, ChevronRight } from 'lucide-react'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { resolveColumn } from '../../../shared/kernel/view/column.ts'
import type { Grouping } from '../../../shared/kernel/view/grouping.ts'
import { type Column, hasTotal, widthName } from '../list/columns.ts'
import { Grid, type GridProps, type HeadPlace } from '../list/Grid.tsx'
import type { Selection } from '../list/selection.ts'
import { type Speech, useSpeech } from '../list/speech.ts'
import { totalParts } from '../list/totals.ts'
import { entityOf } from '../state/entity-of.ts'
import { countWords } from '../text/count-words.ts'
import { formatNumber } from '../text/format.ts'
import { Chip } from '../ui/Chip.tsx'
import { Failed } from '../ui/Failed.tsx'
import { Notice } from '../ui/Notice.tsx'
import { type GroupName, groupName, inOrder } from './group-words.ts'
import { planOf, useGroupedRows } from './grouped-rows.ts'
import { groupKey, type ListGroup, useGroups } from './use-groups.ts'
import list from '../list/list.module.css'
import css from './view.module.css'

interface Props extends Omit<GridProps, 'rows' | 'onRange' | 'heads' | 'onOpen'> {
  readonly selection: Selection
  readonly by: Grouping
  /** How many records the list has; what has several values stands in several groups. */
  readonly whole: number
  /** `within` keeps the group in which the row was opened, `index` is its place there. */
  readonly onOpen: (row: Row, index: number, within: Filter) => void
}

const NO_GROUPS: readonly ListGroup[] = []
const NO_KEYS: readonly string[] = []

/** The groups that are open, by list. */
const left = new Map<string, readonly string[]>()

/** A list in groups, each with how many records it holds and what they add up to; one after the other is opened. */
export const GroupedGrid = ({ selection, by, whole, onOpen, ...grid }: Props) => {
  const { entity, columns, place } = grid
  const speech = useSpeech()
  const at = resolveColumn(entity, by.field, entityOf)!.at
  const fields = useMemo(() => columns.filter(hasTotal).map(column => column.at.path), [columns])
  const { groups: found, isCut, isStale, error } = useGroups(entity.type, selection, by, fields)
  const groups = useMemo(() => inOrder(at, found ?? NO_GROUPS, speech), [at, found, speech])
  const name = `${place} ${by.field} ${by.unit ?? ''}`
  const [state, setState] = useState({ name, open: left.get(name) ?? NO_KEYS })
  const open = state.name === name ? state.open : (left.get(name) ?? NO_KEYS)
  const plan = useMemo(() => planOf(groups.map(({ count, value }) => ({ count, isOpen: open.includes(groupKey(value)) }))), [groups, open])
  const [range, setRange] = useState({ first: 0, last: 40 })
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), [])
  const near = useDeferredValue(range)
  const { at: rowAt, ids } = useGroupedRows(entity.type, selection, groups, plan, near.first, near.last)
  const toggle = (index: number): void => {
    const key = groupKey(groups[plan.at(index)!.group]!.value)
    const next = open.includes(key) ? open.filter(other => other !== key) : [...open, key]
    left.set(name, next)
    setState({ name, open: next })
  }
  const isOpen = (index: number): boolean => open.includes(groupKey(groups[plan.at(index)!.group]!.value))
  if (error && !found) return <Failed error={error} />
  return (
    <>
      {isCut && (
        <div className={css.cut}>
          <Notice tint="info">{speech.t('views.cut', { number: formatNumber(groups.length, speech.language) })}</Notice>
        </div>
      )}
      <Grid
        {...grid}
        rows={{ count: found ? plan.count : undefined, at: rowAt, ids, isStale, error: undefined, retry: () => {} }}
        onRange={onRange}
        onOpen={(row, index) => {
          const { group, record } = plan.at(index)!
          onOpen(row, record!, groups[group]!.filter)
        }}
        heads={{
          whole,
          isHead: index => plan.at(index)?.record === undefined && index < plan.count,
          isOpen,
          toggle,
          render: (index, where) => {
            const group = groups[plan.at(index)!.group]!
            return <GroupRow key={`group ${groupKey(group.value)}`} group={group} name={groupName(at, group, speech)} words={countWords(speech.t, entity, group.count, speech.language)} columns={columns} index={index} isOpen={isOpen(index)} where={where} speech={speech} />
          },
        }}
      />
    </>
  )
}

interface RowProps {
  readonly group: ListGroup
  readonly name: GroupName
  /** How many records it holds. */
  readonly words: string
  readonly columns: readonly Column[]
  readonly index: number
  readonly isOpen: boolean
  readonly where: HeadPlace
  readonly speech: Speech
}

const GroupRow = ({ group, name: { word, colour }, words, columns, index, isOpen, where, speech }: RowProps) => {
  const Arrow = isOpen ? ChevronDown : ChevronRight
  return (
    <div
      id={where.id}
      role="row"
      aria-rowindex={index + 2}
      aria-level={1}
      aria-expanded={isOpen}
      data-index={index}
      data-active={where.isActive || undefined}
      className={[list.row, list.bodyRow, css.groupRow, where.isActive && list.activeRow].filter(Boolean).join(' ')}
      style={{ transform: `translateY(${where.start}px)`, height: where.height }}
    >
      {columns.map((column, position) => (
        <div
          key={column.at.path}
          role="gridcell"
          aria-colindex={position + 1}
          className={[list.cell, position === 0 && list.firstCell, position === 0 && css.groupCell, column.isNumeric && position > 0 && list.numeric, position === 0 && where.isActive && list.activeCell].filter(Boolean).join(' ')}
          style={{ width: `var(${widthName(position)})` }}
        >
          {position === 0 ? (
            <>
              <Arrow size={16} aria-hidden="true" />
              {colour ? <Chip colour={colour}>{word}</Chip> : <span className={css.groupWord}>{word}</span>}
              <span className={css.groupCount}>{words}</span>
            </>
          ) : (
            hasTotal(column) && totalParts(column.total, group.totals[column.at.path] ?? [], speech).map(part => <span key={part}>{part}</span>)
          )}
        </div>
      ))}
    </div>
  )
}
