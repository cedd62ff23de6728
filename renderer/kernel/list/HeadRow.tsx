import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react'
import { type KeyboardEvent, memo, type PointerEvent as DragEvent } from 'react'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { ChoiceFilter } from './ChoiceFilter.tsx'
import { type Column, NARROWEST, WIDEST, widthName } from './columns.ts'
import { askedOf } from './quick-filter.ts'
import { type RowSelection, tickedCount } from './row-selection.ts'
import { columnWord } from './column-word.ts'
import type { Asked } from './selection.ts'
import type { Sort } from './sort.ts'
import type { Speech } from './speech.ts'
import { useTyped } from './use-typed.ts'
import css from './list.module.css'

/** What stands above the columns, and what happens when it changes. */
export interface ColumnFilters {
  readonly asked: readonly Asked[]
  readonly onAsk: (path: string, text: string) => void
}

interface Props {
  readonly entity: AnyEntity
  readonly columns: readonly Column[]
  readonly speech: Speech
  readonly sort: Sort
  readonly onSort?: ((field: string) => void) | undefined
  readonly onWidth?: ((path: string, width: number) => void) | undefined
  readonly filters?: ColumnFilters | undefined
  /** Asks for what can be done with a column, beside the element given. */
  readonly onMenu?: ((path: string, beside: HTMLElement) => void) | undefined
  /** Ticked rows of `count`, where rows can be ticked. */
  readonly ticks?: RowSelection | undefined
  readonly count: number
  readonly actionWidth: number
}

const STEP = 16

/** The headings, which sort, and below them what the columns are asked. */
export const HeadRow = memo(({ entity, columns, speech, sort, onSort, onWidth, filters, onMenu, ticks, count, actionWidth }: Props) => {
  const { t } = speech
  return (
    <div className={filters ? `${css.row} ${css.headRow} ${css.withFilters}` : `${css.row} ${css.headRow}`} role="row" aria-rowindex={1}>
      {columns.map((column, index) => {
        const { path } = column.at
        const isSorted = sort.field === path
        const Arrow = sort.dir === 'asc' ? ArrowUp : ArrowDown
        const word = column.word ?? columnWord(t, entity, path)
        return (
          <div
            key={path}
            role="columnheader"
            aria-label={word}
            aria-colindex={index + 1}
            aria-sort={isSorted ? (sort.dir === 'asc' ? 'ascending' : 'descending') : undefined}
            className={[css.cell, css.headCell, index === 0 && css.firstCell, column.isNumeric && css.numeric].filter(Boolean).join(' ')}
            style={{ width: `var(${widthName(index)})` }}
            onContextMenu={event => {
              if (!onMenu || (event.target as Element).closest('input')) return
              event.preventDefault()
              onMenu(path, event.currentTarget)
            }}
          >
            <div className={css.heading}>
              {index === 0 && ticks && <TickAll ticks={ticks} count={count} label={t('list.selectAll')} />}
              {onSort && column.isSortable ? (
                <button type="button" data-repeats className={css.sorter} title={column.isOwn ? undefined : word} onClick={() => onSort(path)}>
                  <span>{word}</span>
                  {isSorted && <Arrow size={14} aria-hidden="true" />}
                </button>
              ) : (
                <span className={css.headWord}>{word}</span>
              )}
              {onMenu && (
                <button type="button" className={css.headMenu} tabIndex={-1} aria-haspopup="menu" aria-label={t('list.columnMenu')} onClick={event => onMenu(path, event.currentTarget)}>
                  <ChevronDown size={14} aria-hidden="true" />
                </button>
              )}
            </div>
            {filters && !column.isComputed && <ColumnFilter column={column} word={word} speech={speech} asked={filters.asked.find(one => one.path === path)} onAsk={text => filters.onAsk(path, text)} />}
            {onWidth && <WidthHandle label={t('list.widthOf', { name: word })} width={column.width} variable={widthName(index)} onWidth={width => onWidth(path, width)} />}
          </div>
        )
      })}
      {actionWidth > 0 && (
        <div role="columnheader" aria-colindex={columns.length + 1} className={`${css.cell} ${css.headCell}`} style={{ width: actionWidth }}>
          <span className="visually-hidden">{t('ui.actions')}</span>
        </div>
      )}
    </div>
  )
})

/** Ticks every row of the list, or none any more. */
const TickAll = ({ ticks, count, label }: { readonly ticks: RowSelection; readonly count: number; readonly label: string }) => {
  const many = tickedCount(ticks.ticked, count)
  return (
    <input
      type="checkbox"
      className={css.tick}
      tabIndex={-1}
      aria-label={label}
      checked={many > 0 && many === count}
      ref={box => {
        if (box) box.indeterminate = many > 0 && many < count
      }}
      onChange={() => (many > 0 ? ticks.clear() : ticks.all())}
    />
  )
}

const PAUSE_MS = 200

interface FilterProps {
  readonly column: Column
  readonly word: string
  readonly speech: Speech
  readonly asked: Asked | undefined
  readonly onAsk: (text: string) => void
}

const ColumnFilter = ({ column: { at }, word, speech, asked, onAsk }: FilterProps) => {
  const { t } = speech
  const kind = askedOf(at)
  const label = t('list.filterBy', { name: word })
  const text = asked?.text ?? ''
  return (
    <div className={css.filter}>
      {kind === 'value' || kind === 'presence' ? (
        <ChoiceFilter at={at} label={label} text={text} speech={speech} onAsk={onAsk} />
      ) : (
        <TypedFilter id={`ask-${at.path}`} label={label} hint={t(`list.hint.${kind}`)} text={text} wrong={asked?.wrong && t(`list.wrong.${asked.wrong}`)} onAsk={onAsk} />
      )}
    </div>
  )
}

interface TypedProps {
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly text: string
  readonly wrong: string | undefined
  readonly onAsk: (text: string) => void
}

/** A condition as it is typed; Escape takes it back, then leaves for the rows, as do Enter and the arrow down. */
const TypedFilter = ({ id, label, hint, text, wrong, onAsk }: TypedProps) => {
  const [typed, setTyped] = useTyped(text, PAUSE_MS, onAsk)
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape' && typed) setTyped('')
    else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') event.currentTarget.closest<HTMLElement>('[data-widths]')?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <input
        type="text"
        autoComplete="off"
        aria-label={label}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? id : undefined}
        data-set={text !== '' || undefined}
        placeholder={hint}
        value={typed}
        onChange={event => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {wrong && (
        <span id={id} role="alert" className={css.wrong}>
          {wrong}
        </span>
      )}
    </>
  )
}

interface HandleProps {
  readonly label: string
  readonly width: number
  readonly variable: string
  readonly onWidth: (width: number) => void
}

/** Drags the right edge of a column; the arrows move it too. */
const WidthHandle = ({ label, width, variable, onWidth }: HandleProps) => {
  const fit = (wanted: number): number => Math.round(Math.max(NARROWEST, Math.min(WIDEST, wanted)))
  const start = (down: DragEvent<HTMLElement>): void => {
    down.preventDefault()
    const handle = down.currentTarget
    const host = handle.closest<HTMLElement>('[data-widths]')
    let wanted = width
    const move = (event: PointerEvent): void => {
      wanted = fit(width + event.clientX - down.clientX)
      host?.style.setProperty(variable, `${wanted}px`)
    }
    const end = (): void => {
      handle.removeEventListener('pointermove', move)
      if (wanted !== width) onWidth(wanted)
    }
    handle.setPointerCapture(down.pointerId)
    handle.addEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', end, { once: true })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onWidth(fit(width + step))
  }
  return <div role="separator" tabIndex={0} aria-orientation="vertical" aria-label={label} aria-valuenow={width} aria-valuemin={NARROWEST} aria-valuemax={WIDEST} className={css.handle} onPointerDown={start} onKeyDown={onKeyDown} />
}
