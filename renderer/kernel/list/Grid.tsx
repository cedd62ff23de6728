import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { useFocusOnArrival } from '../ui/use-focus-on-arrival.ts'
import { useRowHeight } from '../ui/density.ts'
import { useTypeLooks } from '../ui/type-looks.ts'
import { later, lazyMui } from '../ui/with-mui.tsx'
import { BodyRow, prepareEditor } from './BodyRow.tsx'
import { type Column, hasTotal, waysOf, widthName } from './columns.ts'
import { type ColumnFilters, HeadRow } from './HeadRow.tsx'
import { useInSteps } from './in-steps.ts'
import type { Rows } from './pages.ts'
import { type RowSelection, tickedCount } from './row-selection.ts'
import type { Selection } from './selection.ts'
import type { Sort } from './sort.ts'
import { useSpeech } from './speech.ts'
import css from './list.module.css'

const TotalsRow = later(async () => (await import('./TotalsRow.tsx')).TotalsRow)
const RowMenu = lazyMui(async () => (await import('./RowMenu.tsx')).RowMenu)

const HEAD_HEIGHT = 34
const FILTERS_HEIGHT = 34
const TOTALS_HEIGHT = 34
/** Rows that are read sooner than this come without a word. */
const LATE_MS = 300

export interface GridProps {
  readonly entity: AnyEntity
  readonly label: string
  readonly columns: readonly Column[]
  readonly rows: Rows
  readonly sort: Sort
  readonly onSort?: (field: string) => void
  readonly onWidth?: (path: string, width: number) => void
  readonly onRange: (first: number, last: number) => void
  readonly onOpen?: (row: Row, index: number) => void
  readonly filters?: ColumnFilters | undefined
  readonly onMenu?: ((path: string, beside: HTMLElement) => void) | undefined
  /** Ticked rows, where rows can be ticked. */
  readonly ticks?: RowSelection
  /** Puts a row in the trash, or without one those that are ticked. */
  readonly onTrash?: (row: Row | undefined) => void
  /** Whether cells are edited where they stand, and rows have what can be done with them at hand. */
  readonly isEditable?: boolean
  /** What the totals add up; without it there are none. */
  readonly totals?: Selection
  /** Names what is shown: the place in it is kept under this name, and the list goes to its top when it changes. */
  readonly place: string
  /** A last column with what can be done with each row. */
  readonly renderAction?: (row: Row) => ReactNode
  /** The groups between whose heads the rows stand. */
  readonly heads?: GroupHeads
  /** How wide that is, in pixels. */
  readonly actionWidth?: number
}

/** Heads of groups, which take places among the rows. */
export interface GroupHeads {
  /** How many records all groups hold together, those that are closed too. */
  readonly whole: number
  isHead(index: number): boolean
  isOpen(index: number): boolean
  toggle(index: number): void
  render(index: number, place: HeadPlace): ReactNode
}

/** Where the head of a group is drawn: from the top of the list, and how high, in pixels. */
export interface HeadPlace {
  readonly id: string
  readonly start: number
  readonly height: number
  readonly isActive: boolean
}

/** The cell that is edited: its record, the place where that was seen last, and the path of its column. */
interface Edited {
  readonly row: Row
  readonly index: number
  readonly path: string
}

/** Where each list was left. */
const places = new Map<string, { offset: number; active: number }>()

/** No more rows than this are ticked one by one. */
const MOST_TICKED = 10_000

/** What opens and closes a group. */
const HEAD_KEYS = ['Enter', ' ', 'ArrowLeft', 'ArrowRight']

const FOCUSABLE = 'input:not([type="hidden"]), textarea:not([aria-hidden]), select, button, [tabindex="0"]'

/** Whether Tab would leave the editor that the focus is in. */
const isAtEdge = (target: Element, isBack: boolean): boolean => {
  const host = target.closest('[role="dialog"], [role="gridcell"]')
  const stops = [...(host?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].filter(each => each.tabIndex >= 0 && !each.matches(':disabled') && each.offsetParent !== null)
  return target === (isBack ? stops[0] : stops.at(-1))
}

/** A list of any length: as tall as its whole count, with only the rows in sight read and drawn. */
export const Grid = (props: GridProps) => {
  const { entity, label, columns, rows, sort, onSort, onWidth, onRange, onOpen, filters, ticks, onTrash, isEditable = false, totals, place, renderAction, actionWidth = 0, heads, onMenu } = props
  const navigate = useNavigate()
  const speech = useSpeech()
  const { isPerson } = useTypeLooks(entity.type)
  const scroller = useRef<HTMLDivElement>(null)
  useFocusOnArrival(scroller)
  const count = rows.count ?? 0
  const whole = heads?.whole ?? count
  const [active, setActive] = useState(places.get(place)?.active ?? 0)
  const [column, setColumn] = useState(0)
  const [editing, setEditing] = useState<Edited>()
  /** Where an extended selection began. */
  const anchor = useRef<number>(undefined)
  const [menu, setMenu] = useState<{ readonly row: Row; readonly index: number; readonly anchor: Element }>()
  /** The cell that is edited next, counted from the one that is left by Tab. */
  const then = useRef<-1 | 0 | 1>(0)
  const height = useRowHeight()
  const ways = useMemo(() => (isEditable ? waysOf(entity) : undefined), [entity, isEditable])
  const headHeight = HEAD_HEIGHT + (filters ? FILTERS_HEIGHT : 0)
  const hasTotals = totals !== undefined && columns.some(hasTotal) && count > 0
  const footHeight = hasTotals ? TOTALS_HEIGHT : 0
  const virtual = useVirtualizer({
    count: Math.max(count, editing ? editing.index + 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 6,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: footHeight,
    initialOffset: places.get(place)?.offset ?? 0,
    paddingStart: headHeight,
    paddingEnd: footHeight,
  })
  const measured = useRef(height)
  useEffect(() => {
    if (measured.current === height) return
    measured.current = height
    virtual.measure()
  }, [height, virtual])
  const items = virtual.getVirtualItems()
  const drawn = useInSteps(items, rows.at)
  // Rows come and go while a cell is edited: it goes where its record goes in sight, and else stays where it is until it is left.
  const editedAt = editing && [editing.index, ...items.map(({ index }) => index)].find(index => rows.at(index)?.id === editing.row.id)
  if (editing && editedAt !== undefined && (editedAt !== editing.index || rows.at(editedAt) !== editing.row)) {
    setEditing({ ...editing, row: rows.at(editedAt)!, index: editedAt })
    if (editedAt !== editing.index) setActive(editedAt)
  }
  /** The row that is seen in a place. */
  const rowAt = (index: number): Row | undefined => (index === editing?.index ? editing.row : rows.at(index))
  // A row that is edited is one and the same element wherever it goes, and also when a click elsewhere in it ends that.
  const lastEdited = useRef(editing)
  if (editing) lastEdited.current = editing
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => onRange(first, last), [first, last, onRange])
  // The editor is large: the first rows do not wait for it.
  const awaitsEditor = isEditable && rows.at(first) !== undefined
  useEffect(() => {
    if (!awaitsEditor) return
    const idle = requestIdleCallback(prepareEditor)
    return () => cancelIdleCallback(idle)
  }, [awaitsEditor])

  // One mark on the whole list: an animation for each row that waits costs more than the rows themselves.
  const isWaiting = items.some(({ index }) => rows.at(index) === undefined && !heads?.isHead(index))
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    if (!isWaiting) return setLate(false)
    const timer = setTimeout(() => setLate(true), LATE_MS)
    return () => clearTimeout(timer)
  }, [isWaiting])

  const shownPlace = useRef(place)
  useEffect(() => {
    if (shownPlace.current === place) return
    shownPlace.current = place
    const kept = places.get(place)
    setActive(kept?.active ?? 0)
    setEditing(undefined)
    virtual.scrollToOffset(kept?.offset ?? 0)
  }, [place, virtual])

  const current = Math.min(active, Math.max(0, count - 1))
  const currentColumn = Math.min(column, columns.length - 1)
  const remember = (index: number): void => void places.set(place, { offset: scroller.current?.scrollTop ?? 0, active: index })
  const go = (index: number): void => {
    const to = Math.max(0, Math.min(count - 1, index))
    setActive(to)
    virtual.scrollToIndex(to, { align: 'auto' })
    remember(to)
  }
  const goColumn = (to: number): void => {
    const next = Math.max(0, Math.min(columns.length - 1, to))
    setColumn(next)
    const grid = scroller.current!
    const left = columns.slice(0, next).reduce((sum, each) => sum + each.width, 0)
    const firstWidth = columns[0]!.width
    if (next === 0 || left < grid.scrollLeft + firstWidth) grid.scrollLeft = next === 0 ? 0 : left - firstWidth
    else if (left + columns[next]!.width > grid.scrollLeft + grid.clientWidth) grid.scrollLeft = left + columns[next]!.width - grid.clientWidth + 24
  }

  const edit = (index: number, position: number): void => {
    const each = columns[position]
    const row = rowAt(index)
    if (!isEditable || !each?.isOwn || !row) return
    setActive(index)
    setColumn(position)
    setEditing({ row, index, path: each.at.path })
  }
  const afterEdit = (): void => {
    const step = then.current
    const from = columns.findIndex(each => each.at.path === editing?.path)
    then.current = 0
    setEditing(undefined)
    scroller.current?.focus({ preventScroll: true })
    if (!step || !editing || from < 0) return
    const isOver = from + step < 0 || from + step >= columns.length
    const index = isOver ? editing.index + step : editing.index
    const position = isOver ? (step > 0 ? 0 : columns.length - 1) : from + step
    if (isOver && (index < 0 || index >= count)) return
    go(index)
    goColumn(position)
    edit(index, position)
  }
  const latestAfterEdit = useRef(afterEdit)
  useEffect(() => {
    latestAfterEdit.current = afterEdit
  })
  const onEdited = useCallback(() => latestAfterEdit.current(), [])

  /** Rows of the list before, still shown while this one's are read, are not this one's to tick. */
  const tickBetween = async (from: number, to: number): Promise<void> => {
    if (rows.isStale) return
    const [low, high] = from < to ? [from, to] : [to, from]
    ticks?.add(await rows.ids(low, Math.min(high, low + MOST_TICKED - 1)))
  }
  const extend = (to: number): void => {
    anchor.current ??= current
    void tickBetween(anchor.current, Math.max(0, Math.min(count - 1, to)))
    go(to)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (editing && event.target !== event.currentTarget && event.key === 'Tab' && isAtEdge(event.target as Element, event.shiftKey)) {
      // Leaving keeps what was typed; once it is kept, the next cell's turn has come.
      then.current = event.shiftKey ? -1 : 1
      event.preventDefault()
      scroller.current?.focus({ preventScroll: true })
      return
    }
    if (event.target !== event.currentTarget || event.altKey) return
    then.current = 0
    const isCommand = event.ctrlKey || event.metaKey
    const row = rowAt(current)
    const hasTicked = ticks !== undefined && tickedCount(ticks.ticked, whole) > 0
    const screen = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - headHeight - footHeight) / height) - 1)
    const steps: Record<string, number> = { ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + screen, PageUp: current - screen, Home: 0, End: count - 1 }
    const to = steps[event.key]
    if (isCommand) {
      if (event.key !== 'a' || !ticks) return
      ticks.all()
    } else if (to !== undefined && event.shiftKey && ticks) extend(to)
    else if (to !== undefined) {
      anchor.current = undefined
      go(to)
    } else if (heads?.isHead(current) && HEAD_KEYS.includes(event.key)) {
      if (event.key === 'Enter' || event.key === ' ' || heads.isOpen(current) === (event.key === 'ArrowLeft')) heads.toggle(current)
    } else if (event.key === 'ArrowRight') goColumn(currentColumn + 1)
    else if (event.key === 'ArrowLeft') goColumn(currentColumn - 1)
    else if (event.key === ' ' && ticks) {
      anchor.current = current
      act(current, 'tick')
    } else if (event.key === 'F2') edit(current, currentColumn)
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) openMenu(row, current)
    else if (event.key === 'Delete' && onTrash && row) onTrash(hasTicked ? undefined : row)
    else if (event.key === 'Escape' && hasTicked) ticks?.clear()
    else if (event.key === 'Enter') act(current, 'open')
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const rowId = (index: number): string => `${entity.type}-row-${index}`
  const openMenu = (row: Row | undefined, index: number, beside: Element | null = document.getElementById(`${rowId(index)}-0`)): void => {
    if (ways && row && beside) setMenu({ row, index, anchor: beside })
  }
  const closeMenu = (): void => {
    setMenu(undefined)
    scroller.current?.focus({ preventScroll: true })
  }

  /** What is asked of a row that is still being read is done when it is there, unless the person has moved on. */
  const asked = useRef<{ readonly index: number; readonly acts: readonly ('open' | 'tick')[] }>(undefined)
  const act = (index: number, ...acts: readonly ('open' | 'tick')[]): void => {
    const row = rowAt(index)
    if (!row || rows.isStale) {
      asked.current = { index, acts: asked.current?.index === index ? [...asked.current.acts, ...acts] : acts }
      return
    }
    for (const each of acts) {
      if (each === 'open') onOpen?.(row, index)
      else ticks?.toggle(row.id)
    }
  }
  useEffect(() => {
    const waiting = asked.current
    asked.current = undefined
    if (waiting?.index === current) act(waiting.index, ...waiting.acts)
  })

  const placeOf = (event: MouseEvent): { index: number; position: number; row: Row | undefined } | undefined => {
    const target = event.target as Element
    const index = Number(target.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1)
    if (index < 0) return undefined
    return { index, position: Number(target.closest<HTMLElement>('[data-column]')?.dataset['column'] ?? 0), row: rowAt(index) }
  }
  const onMouseDown = (event: MouseEvent): void => {
    const at = placeOf(event)
    if (!at || editing?.index === at.index) return
    setActive(at.index)
    setColumn(at.position)
    remember(at.index)
  }
  const onClick = (event: MouseEvent): void => {
    const at = placeOf(event)
    const target = event.target as HTMLElement
    // Keys that follow a tick by pointer are the list's.
    if (ticks && target.matches('[type="checkbox"]')) scroller.current?.focus({ preventScroll: true })
    if (at && heads?.isHead(at.index)) return heads.toggle(at.index)
    if (!at?.row) return
    if (ticks && (target.dataset['tick'] !== undefined || event.shiftKey)) {
      if (event.shiftKey && anchor.current !== undefined) void tickBetween(anchor.current, at.index)
      else act(at.index, 'tick')
      anchor.current = at.index
      return event.shiftKey ? event.preventDefault() : undefined
    }
    const more = target.closest('[data-more]')
    if (more) return openMenu(at.row, at.index, more)
    const link = target.closest<HTMLAnchorElement>('a[data-opens], a[data-inside]')
    if (!link || event.ctrlKey || event.metaKey || event.button !== 0) return
    event.preventDefault()
    if (link.dataset['opens'] !== undefined) onOpen?.(at.row, at.index)
    else void navigate(link.getAttribute('href')!)
  }
  const onDoubleClick = (event: MouseEvent): void => {
    const at = placeOf(event)
    if (!at?.row || (event.target as Element).closest('a, input, button')) return
    if (isEditable && at.position > 0) edit(at.index, at.position)
    else onOpen?.(at.row, at.index)
  }

  const width = columns.reduce((sum, each) => sum + each.width, actionWidth)
  const isDrawn = current >= first && current <= last && count > 0
  const widths = Object.fromEntries(columns.map((each, position) => [widthName(position), `${each.width}px`])) as CSSProperties
  return (
    <div
      ref={scroller}
      className={css.grid}
      role="grid"
      {...(heads ? { role: 'treegrid' } : {})}
      tabIndex={0}
      aria-label={label}
      aria-rowcount={count + 1 + (hasTotals ? 1 : 0)}
      aria-colcount={columns.length + (renderAction ? 1 : 0)}
      aria-busy={rows.isStale || rows.count === undefined}
      aria-multiselectable={ticks ? true : undefined}
      aria-activedescendant={isDrawn ? (currentColumn === 0 ? rowId(current) : `${rowId(current)}-${currentColumn}`) : undefined}
      data-widths
      data-late={isLate || undefined}
      style={{ ...widths, scrollPaddingTop: headHeight, scrollPaddingBottom: footHeight }}
      onKeyDown={onKeyDown}
      onMouseDown={onMouseDown}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
      onScroll={() => remember(current)}
    >
      <div className={css.canvas} role="presentation" style={{ height: virtual.getTotalSize(), minWidth: width }}>
        <HeadRow
          entity={entity}
          columns={columns}
          speech={speech}
          sort={sort}
          onSort={onSort}
          onWidth={onWidth}
          filters={filters}
          onMenu={onMenu}
          actionWidth={actionWidth}
          ticks={ticks}
          count={whole}
        />
        {items.map(({ index, start }) => {
          if (heads?.isHead(index) && index !== editing?.index) return heads.render(index, { id: rowId(index), start, height, isActive: index === current })
          const isEdited = index === editing?.index
          const row = isEdited ? editing.row : drawn.get(index)
          return (
            <BodyRow
              key={row && index === lastEdited.current?.index && row.id === lastEdited.current.row.id ? row.id : index}
              id={rowId(index)}
              entity={entity}
              index={index}
              start={start}
              height={height}
              row={row}
              columns={columns}
              speech={speech}
              isPerson={isPerson}
              isLink={onOpen !== undefined}
              isStale={rows.isStale}
              activeColumn={index === current ? currentColumn : undefined}
              isTicked={ticks && row ? ticks.has(row.id) : ticks ? false : undefined}
              editing={isEdited ? editing.path : undefined}
              onEdited={onEdited}
              ways={ways}
              action={row && renderAction?.(row)}
              actionWidth={actionWidth}
            />
          )
        })}
        {menu && ways && (
          <Suspense>
            <RowMenu entity={entity} row={menu.row} ways={ways} anchor={menu.anchor} speech={speech} onOpen={onOpen && (() => onOpen(menu.row, menu.index))} onTrash={onTrash && (() => onTrash(menu.row))} onClose={closeMenu} />
          </Suspense>
        )}
        {hasTotals && (
          <Suspense>
            <TotalsRow entity={entity} columns={columns} selection={totals} count={whole} rowIndex={count + 2} speech={speech} />
          </Suspense>
        )}
      </div>
    </div>
  )
}
