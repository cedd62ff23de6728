import { lazy, memo, type ReactNode, Suspense } from 'react'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { Cell, TitleCell } from './Cell.tsx'
import type { Column } from './columns.ts'
import type { Speech } from './speech.ts'
import css from './list.module.css'

const InPlaceEditor = lazy(async () => ({ default: (await import('../form/InPlaceEditor.tsx')).InPlaceEditor }))

interface Props {
  readonly id: string
  readonly entity: AnyEntity
  readonly index: number
  /** From the top of the list, and high; in pixels. */
  readonly start: number
  readonly height: number
  readonly row: Row | undefined
  readonly columns: readonly Column[]
  readonly speech: Speech
  readonly isPerson: boolean
  readonly isLink: boolean
  readonly isStale: boolean
  /** The column where the keyboard is, when it is in this row. */
  readonly activeColumn: number | undefined
  /** Undefined where rows are not ticked. */
  readonly isTicked: boolean | undefined
  /** The path that is edited in this row. */
  readonly editing: string | undefined
  readonly onEdited: () => void
  readonly action: ReactNode
  readonly actionWidth: number
}

/** One row; drawn anew only when something of it changes. */
export const BodyRow = memo((props: Props) => {
  const { id, entity, index, start, height, row, columns, speech, isPerson, isLink, isStale, activeColumn, isTicked, editing, onEdited, action, actionWidth } = props
  const isActive = activeColumn !== undefined
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isTicked}
      data-index={index}
      data-active={isActive || undefined}
      className={[css.row, css.bodyRow, isActive && css.activeRow, isTicked && css.tickedRow, isStale && css.staleRow].filter(Boolean).join(' ')}
      style={{ transform: `translateY(${start}px)`, height }}
    >
      {columns.map((column, position) => {
        const { path } = column.at
        const isEdited = editing === path && row !== undefined
        return (
          <div
            key={path}
            id={`${id}-${position}`}
            role="gridcell"
            aria-colindex={position + 1}
            data-column={position}
            className={[css.cell, position === 0 && css.firstCell, column.isNumeric && css.numeric, activeColumn === position && css.activeCell, isEdited && css.editedCell].filter(Boolean).join(' ')}
            style={{ width: column.width }}
          >
            {position === 0 && isTicked !== undefined && row && <input type="checkbox" className={css.tick} data-tick tabIndex={-1} checked={isTicked} readOnly aria-label={`${speech.t('list.select')} ${row.title}`} />}
            {!row ? (
              <span className={css.waiting} />
            ) : isEdited ? (
              <Suspense>
                <InPlaceEditor entity={entity} record={row} name={column.at.name} onClose={onEdited} />
              </Suspense>
            ) : position === 0 ? (
              <TitleCell entity={entity} at={column.at} row={row} isPerson={isPerson} isLink={isLink} speech={speech} />
            ) : (
              <Cell at={column.at} row={row} speech={speech} />
            )}
          </div>
        )
      })}
      {actionWidth > 0 && (
        <div role="gridcell" aria-colindex={columns.length + 1} className={css.cell} style={{ width: actionWidth }}>
          {action}
        </div>
      )}
    </div>
  )
})
