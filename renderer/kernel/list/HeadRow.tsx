import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent as DragEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { valueWord } from '../state/value-lists.ts'
import { fieldWord } from '../text/words.ts'
import { type Column, NARROWEST, WIDEST } from './columns.ts'
import { askedOf } from './quick-filter.ts'
import type { Asked } from './selection.ts'
import type { Sort } from './sort.ts'
import type { Speech } from './speech.ts'
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
  /** The box that ticks every row. */
  readonly tickAll?: ReactNode
  readonly actionWidth: number
}

const STEP = 16

/** The headings, which sort, and below them what the columns are asked. */
export const HeadRow = ({ entity, columns, speech, sort, onSort, onWidth, filters, tickAll, actionWidth }: Props) => {
  const { t } = speech
  return (
    <div className={filters ? `${css.row} ${css.headRow} ${css.withFilters}` : `${css.row} ${css.headRow}`} role="row" aria-rowindex={1}>
      {columns.map((column, index) => {
        const { path } = column.at
        const isSorted = sort.field === path
        const Arrow = sort.dir === 'asc' ? ArrowUp : ArrowDown
        const word = fieldWord(t, entity, path)
        return (
          <div
            key={path}
            role="columnheader"
            aria-label={word}
            aria-colindex={index + 1}
            aria-sort={isSorted ? (sort.dir === 'asc' ? 'ascending' : 'descending') : undefined}
            className={[css.cell, css.headCell, index === 0 && css.firstCell, column.isNumeric && css.numeric].filter(Boolean).join(' ')}
            style={{ width: column.width }}
          >
            <div className={css.heading}>
              {index === 0 && tickAll}
              {onSort && column.isSortable ? (
                <button type="button" className={css.sorter} onClick={() => onSort(path)}>
                  <span>{word}</span>
                  {isSorted && <Arrow size={14} aria-hidden="true" />}
                </button>
              ) : (
                <span className={css.headWord}>{word}</span>
              )}
            </div>
            {filters && <ColumnFilter column={column} word={word} speech={speech} asked={filters.asked.find(one => one.path === path)} onAsk={text => filters.onAsk(path, text)} />}
            {onWidth && <WidthHandle label={t('list.widthOf', { name: word })} width={column.width} onWidth={width => onWidth(path, width)} />}
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
}

const PAUSE_MS = 200

interface FilterProps {
  readonly column: Column
  readonly word: string
  readonly speech: Speech
  readonly asked: Asked | undefined
  readonly onAsk: (text: string) => void
}

const ColumnFilter = ({ column: { at }, word, speech: { t, offered }, asked, onAsk }: FilterProps) => {
  const text = asked?.text ?? ''
  const [typed, setTyped] = useState(text)
  const sent = useRef(text)
  useEffect(() => {
    if (text !== sent.current) setTyped(text)
    sent.current = text
  }, [text])
  useEffect(() => {
    if (typed === sent.current) return
    const timer = setTimeout(() => {
      sent.current = typed
      onAsk(typed)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, onAsk])
  const kind = askedOf(at)
  if (!kind) return <div className={css.filter} />
  const label = t('list.filterBy', { name: word })
  if (kind === 'value') {
    const values = at.leaf.values ? offered(at.leaf.values).map(one => [one.key, valueWord(t, at.leaf.values!, one)] as const) : ([['true', t('ui.yes')], ['false', t('ui.no')]] as const)
    return (
      <div className={css.filter}>
        <select aria-label={label} data-set={text !== '' || undefined} value={text} onChange={event => onAsk(event.target.value)}>
          <option value="">{t('list.every')}</option>
          {values.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
          <option value="vide">{t('list.isEmpty')}</option>
          {text !== '' && text !== 'vide' && !values.some(([value]) => value === text) && (
            <option value={text}>
              {text
                .split(',')
                .map(key => values.find(([value]) => value === key)?.[1] ?? key)
                .join(', ')}
            </option>
          )}
        </select>
      </div>
    )
  }
  return (
    <div className={css.filter}>
      <input
        type="text"
        aria-label={label}
        aria-invalid={asked?.wrong ? true : undefined}
        title={asked?.wrong ? t(`list.wrong.${asked.wrong}`) : undefined}
        data-set={text !== '' || undefined}
        placeholder={t(`list.hint.${kind}`)}
        value={typed}
        onChange={event => setTyped(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Escape' && typed) {
            event.preventDefault()
            event.stopPropagation()
            setTyped('')
          } else if (event.key === 'ArrowDown') event.currentTarget.closest<HTMLElement>('[role="grid"]')?.focus()
        }}
      />
    </div>
  )
}

/** Drags the right edge of a column; the arrows move it too. */
const WidthHandle = ({ label, width, onWidth }: { readonly label: string; readonly width: number; readonly onWidth: (width: number) => void }) => {
  const fit = (wanted: number): void => onWidth(Math.round(Math.max(NARROWEST, Math.min(WIDEST, wanted))))
  const start = (down: DragEvent<HTMLElement>): void => {
    down.preventDefault()
    const handle = down.currentTarget
    handle.setPointerCapture(down.pointerId)
    const move = (event: PointerEvent): void => fit(width + event.clientX - down.clientX)
    handle.addEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    fit(width + step)
  }
  return <div role="separator" tabIndex={0} aria-orientation="vertical" aria-label={label} aria-valuenow={width} aria-valuemin={NARROWEST} aria-valuemax={WIDEST} className={css.handle} onPointerDown={start} onKeyDown={onKeyDown} />
}
