import { memo, type ReactNode, Suspense, useState } from 'react'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { lazyMui } from '../ui/with-mui.tsx'
import { Cell, TitleCell } from './Cell.tsx'
import { type Column, widthName } from './columns.ts'
import { RowActions, type Ways } from './RowActions.tsx'
import type { Speech } from './speech.ts'
import css from './list.module.css'

const loadEditor = async () => (await import('../form/InPlaceEditor.tsx')).InPlaceEditor
const InPlaceEditor = lazyMui(loadEditor)

/** Fetches the editor of cells before it is asked for, so that it opens at the first key. */
export const prepareEditor = (): void => void loadEditor()

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
  /** By which whom the row is about is reached; undefined where rows have no actions at hand. */
  readonly ways: Ways | undefined
  readonly action: ReactNode
  readonly actionWidth: number
}

/** One row; drawn anew only when something of it changes. */
export const BodyRow = memo((props: Props) => {
  const { id, entity, index, start, height, row, columns, speech, isPerson, isLink, isStale, activeColumn, isTicked, editing, onEdited, ways, action, actionWidth } = props
  const [isUnder, setUnder] = useState(false)
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
      onMouseEnter={() => setUnder(true)}
      onMouseLeave={() => setUnder(false)}
    >
      {!row && (
        <div role="gridcell" aria-busy aria-label={speech.t('list.reading')} aria-colindex={1} aria-colspan={columns.length} className={`${css.cell} ${css.firstCell}`} style={{ width: `var(${widthName(0)})` }}>
          <span className={css.waiting} />
        </div>
      )}
      {row && columns.map((column, position) => {
        const { path } = column.at
        const isEdited = editing === path
        return (
          <div
            key={path}
            id={`${id}-${position}`}
            role="gridcell"
            aria-colindex={position + 1}
            data-column={position}
            className={[css.cell, position === 0 && css.firstCell, column.isNumeric && css.numeric, activeColumn === position && css.activeCell, isEdited && css.editedCell].filter(Boolean).join(' ')}
            style={{ width: `var(${widthName(position)})` }}
          >
            {position === 0 && isTicked !== undefined && <input type="checkbox" className={css.tick} data-tick tabIndex={-1} checked={isTicked} readOnly aria-label={`${speech.t('list.select')} ${row.title}`} />}
            {isEdited ? (
              <Suspense>
                <InPlaceEditor entity={entity} record={row} name={column.at.name} onClose={onEdited} />
              </Suspense>
            ) : position === 0 ? (
              <TitleCell entity={entity} at={column.at} row={row} isPerson={isPerson} isLink={isLink} speech={speech} />
            ) : (
              <Cell at={column.at} row={row} speech={speech} />
            )}
            {position === 0 && ways && !isEdited && (isUnder || isActive) && <RowActions row={row} ways={ways} speech={speech} />}
          </div>
        )
      })}
      {row && actionWidth > 0 && (
        <div role="gridcell" aria-colindex={columns.length + 1} className={css.cell} style={{ width: actionWidth }}>
          {action}
        </div>
      )}
    </div>
  )
})
