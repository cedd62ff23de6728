import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { fieldWord } from '../text/words.ts'
import { useFocusOnArrival } from '../ui/use-focus-on-arrival.ts'
import { Cell, TitleCell } from './Cell.tsx'
import type { Column } from './columns.ts'
import type { Rows } from './pages.ts'
import css from './list.module.css'

const ROW_HEIGHT = 34
const HEAD_HEIGHT = 34

export interface Sort {
  readonly field: string
  readonly dir: 'asc' | 'desc'
}

interface Props {
  readonly entity: AnyEntity
  readonly label: string
  readonly columns: readonly Column[]
  readonly rows: Rows
  readonly sort: Sort
  readonly onSort?: (field: string) => void
  readonly onRange: (first: number, last: number) => void
  readonly onOpen?: (row: Row) => void
  /** Names what is shown: the place in it is kept under this name, and the list goes to its top when it changes. */
  readonly place: string
  /** A last column with what can be done with each row. */
  readonly renderAction?: (row: Row) => ReactNode
}

const ACTION_WIDTH = 140

/** Where each list was left. */
const places = new Map<string, { offset: number; active: number }>()

/** A list of any length: as tall as its whole count, with only the rows in sight read and drawn. */
export const Grid = ({ entity, label, columns, rows, sort, onSort, onRange, onOpen, place, renderAction }: Props) => {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  useFocusOnArrival(scroller)
  const count = rows.count ?? 0
  const [active, setActive] = useState(places.get(place)?.active ?? 0)
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    scrollPaddingStart: HEAD_HEIGHT,
    initialOffset: places.get(place)?.offset ?? 0,
    paddingStart: HEAD_HEIGHT,
  })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => onRange(first, last), [first, last, onRange])

  const shownPlace = useRef(place)
  useEffect(() => {
    if (shownPlace.current === place) return
    shownPlace.current = place
    const kept = places.get(place)
    setActive(kept?.active ?? 0)
    virtual.scrollToOffset(kept?.offset ?? 0)
  }, [place, virtual])

  const current = Math.min(active, Math.max(0, count - 1))
  const remember = (index: number): void => void places.set(place, { offset: scroller.current?.scrollTop ?? 0, active: index })
  const move = (index: number): void => {
    const to = Math.max(0, Math.min(count - 1, index))
    setActive(to)
    virtual.scrollToIndex(to, { align: 'auto' })
    remember(to)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const screen = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEAD_HEIGHT) / ROW_HEIGHT) - 1)
    const steps: Record<string, number> = { ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + screen, PageUp: current - screen, Home: 0, End: count - 1 }
    const to = steps[event.key]
    if (to !== undefined) move(to)
    else if (event.key === 'Enter') {
      const row = rows.at(current)
      if (row) onOpen?.(row)
    } else return
    event.preventDefault()
  }

  const width = columns.reduce((sum, column) => sum + column.width, renderAction ? ACTION_WIDTH : 0)
  const rowId = (index: number): string => `${entity.type}-row-${index}`
  const isDrawn = current >= first && current <= last && count > 0
  return (
    <div
      ref={scroller}
      className={css.grid}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length + (renderAction ? 1 : 0)}
      aria-busy={rows.isStale || rows.count === undefined}
      aria-activedescendant={isDrawn ? rowId(current) : undefined}
      onKeyDown={onKeyDown}
      onScroll={() => remember(current)}
    >
      <div className={css.canvas} role="presentation" style={{ height: virtual.getTotalSize(), minWidth: width }}>
        <div className={`${css.row} ${css.headRow}`} role="row" aria-rowindex={1}>
          {columns.map((column, index) => {
            const { path } = column.at
            const isSorted = sort.field === path
            const Arrow = sort.dir === 'asc' ? ArrowUp : ArrowDown
            const word = fieldWord(t, entity, path)
            return (
              <div
                key={path}
                role="columnheader"
                aria-colindex={index + 1}
                aria-sort={isSorted ? (sort.dir === 'asc' ? 'ascending' : 'descending') : undefined}
                className={[css.cell, css.headCell, index === 0 && css.firstCell, column.isNumeric && css.numeric].filter(Boolean).join(' ')}
                style={{ width: column.width }}
              >
                {onSort && column.isSortable ? (
                  <button type="button" className={css.sorter} onClick={() => onSort(path)}>
                    {word}
                    {isSorted && <Arrow size={14} aria-hidden="true" />}
                  </button>
                ) : (
                  word
                )}
              </div>
            )
          })}
          {renderAction && (
            <div role="columnheader" aria-colindex={columns.length + 1} className={`${css.cell} ${css.headCell}`} style={{ width: ACTION_WIDTH }}>
              <span className="visually-hidden">{t('ui.actions')}</span>
            </div>
          )}
        </div>
        {items.map(({ index, start }) => {
          const row = rows.at(index)
          return (
            <div
              key={index}
              id={rowId(index)}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={index === current}
              className={[css.row, css.bodyRow, index === current && css.activeRow, rows.isStale && css.staleRow].filter(Boolean).join(' ')}
              style={{ transform: `translateY(${start}px)` }}
              onMouseDown={() => {
                setActive(index)
                remember(index)
              }}
              onDoubleClick={() => row && onOpen?.(row)}
            >
              {columns.map((column, position) => (
                <div
                  key={column.at.path}
                  role="gridcell"
                  aria-colindex={position + 1}
                  className={[css.cell, position === 0 && css.firstCell, column.isNumeric && css.numeric].filter(Boolean).join(' ')}
                  style={{ width: column.width }}
                >
                  {!row ? <span className={css.waiting} /> : position === 0 ? <TitleCell entity={entity} at={column.at} row={row} isLink={onOpen !== undefined} /> : <Cell at={column.at} row={row} />}
                </div>
              ))}
              {renderAction && (
                <div role="gridcell" aria-colindex={columns.length + 1} className={css.cell} style={{ width: ACTION_WIDTH }}>
                  {row && renderAction(row)}
                </div>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
