import { useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, Suspense, useCallback, useId, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useNavigate } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { resolveColumn } from '../../../shared/kernel/view/column.ts'
import { groupFilter } from '../../../shared/kernel/view/grouping.ts'
import type { Column } from '../list/columns.ts'
import { type Selection, within } from '../list/selection.ts'
import { useSpeech } from '../list/speech.ts'
import { entityOf } from '../state/entity-of.ts'
import { useRemembered } from '../state/remembered.ts'
import { fieldWord } from '../text/words.ts'
import { useFocusOnArrival } from '../ui/use-focus-on-arrival.ts'
import { lazyMui } from '../ui/with-mui.tsx'
import { BoardColumn, columnKey } from './BoardColumn.tsx'
import { planCard, RecordCard } from './RecordCard.tsx'
import { type MoveEnd, type Pages, useMove } from './board-moves.ts'
import { followInside } from './follow-inside.ts'
import { groupName } from './group-words.ts'
import { useCardDrag } from './use-card-drag.ts'
import { type ListGroup, useGroups } from './use-groups.ts'
import css from './view.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly label: string
  /** The choice whose values are the columns. */
  readonly field: string
  readonly columns: readonly Column[]
  readonly selection: Selection
  /** `within` keeps the column in which the card was opened, `index` is its place there. */
  readonly onOpen: (row: Row, index: number, within: Filter) => void
}

/** Where the keyboard is: a card, by its place or, when it has just come there, by its id. */
interface Place {
  readonly column: number
  readonly index: number
  readonly id?: string
}

const CardMenu = lazyMui(async () => (await import('./CardMenu.tsx')).CardMenu)

const MOST_LINES = 2
const NOBODY: readonly string[] = []
const NO_MONEY: readonly string[] = []

/** A list as a board: a column for each value of a choice, with the cards of its records, which are moved from one to another. */
export const Board = ({ entity, label, field, columns, selection, onOpen }: Props) => {
  const speech = useSpeech()
  const { t, offered } = speech
  const navigate = useNavigate()
  const queries = useQueryClient()
  const hint = useId()
  const host = useRef<HTMLDivElement>(null)
  useFocusOnArrival(host, '[data-card][tabindex="0"]')
  const at = useMemo(() => resolveColumn(entity, field, entityOf)!.at, [entity, field])
  const summed = useMemo(() => {
    const money = columns.find(column => column.at.leaf.kind === 'money')?.at.path ?? Object.keys(entity.fields).find(name => entity.fields[name]!.kind === 'money')
    // What follows from it, such as a weighted amount, is told below.
    const also = Object.keys(entity.fields).find(name => entity.fields[name]!.kind === 'money' && entity.fields[name]!.unasked && !entity.fields[name]!.hidden && name !== money)
    return money === undefined ? NO_MONEY : [money, ...(also === undefined ? [] : [also])]
  }, [columns, entity])
  const { groups } = useGroups(entity.type, selection, { field }, summed)
  const plan = useMemo(() => planCard(columns, MOST_LINES, field), [columns, field])
  const [folded, fold] = useRemembered(`board.${entity.type}.${field}`, NOBODY)
  const [active, setActive] = useState<Place>({ column: 0, index: 0 })
  const [wanted, setWanted] = useState<Place>()
  const [menu, setMenu] = useState<{ readonly row: Row; readonly column: number; readonly index: number; readonly beside: HTMLElement }>()
  const [announced, announce] = useState('')
  const move = useMove(entity.type, field)

  const places = useMemo(() => {
    const found = new Map<string | null, ListGroup>((groups ?? []).map(group => [group.value as string | null, group]))
    const values = offered(at.field.values!).filter(({ key, disabled }) => !disabled || found.has(key)).map(({ key }) => key)
    const unknown = [...found.keys()].filter((value): value is string => value !== null && !values.includes(value))
    return [...values, ...unknown, ...(entity.fields[field]!.required && !found.has(null) ? [] : [null])].map(value => {
      const filter = groupFilter(at, { field }, value)
      const mine = within(selection, filter)
      return { value, filter, selection: mine, key: columnKey(entity.type, mine), count: found.get(value)?.count ?? 0, totals: found.get(value)?.totals[summed[0] ?? ''] ?? [], ...(summed[1] === undefined ? {} : { also: { word: fieldWord(t, entity, summed[1]), totals: found.get(value)?.totals[summed[1]] ?? [] } }), ...groupName(at, { value }, speech) }
    })
  }, [groups, offered, at, entity, field, selection, speech, summed, t])
  const isFolded = (value: string | null): boolean => folded.includes(value ?? '')
  const toggle = (value: string | null): void => fold(old => (old.includes(value ?? '') ? old.filter(other => other !== (value ?? '')) : [...old, value ?? '']))
  const end = (column: number): MoveEnd => ({ value: places[column]!.value, key: places[column]!.key })

  const drop = useCallback(
    (row: Row, from: number, to: number): void => {
      if (from === to) return announce(t('views.board.stays', { title: row.title, column: places[from]!.word }))
      const said = t('views.board.moved', { title: row.title, column: places[to]!.word })
      announce(said)
      setWanted({ column: to, index: 0, id: row.id })
      void move(row, end(from), end(to), said)
    },
    // eslint-disable-next-line react/exhaustive-deps
    [announce, move, places, t],
  )
  const drag = useCardDrag({
    host,
    canDrop: column => column >= 0 && column < places.length,
    onDrop: drop,
    onOver: (row, column) => announce(t('views.board.over', { title: row.title, column: places[column]!.word })),
    onLift: (row, column) => announce(t('views.board.lifted', { title: row.title, column: places[column]!.word })),
    onCancel: row => announce(t('views.board.cancelled', { title: row.title })),
  })

  const go = (column: number, index: number): void => setWanted({ column, index })
  /** The nearest column on one side that has cards in sight. */
  const beside = (from: number, step: -1 | 1): number | undefined => {
    for (let column = from + step; column >= 0 && column < places.length; column += step) if (places[column]!.count > 0 && !isFolded(places[column]!.value)) return column
    return undefined
  }
  // A card can be reached by Tab although the column where the keyboard was has none left.
  const firstFilled = places.findIndex(({ value, count }) => count > 0 && !isFolded(value))
  const current = places[active.column] && places[active.column]!.count > 0 && !isFolded(places[active.column]!.value) ? active : { column: Math.max(0, firstFilled), index: 0 }
  const onKeyDown = (event: KeyboardEvent): void => {
    const card = (event.target as Element).closest<HTMLElement>('[data-card]')
    if (!card || event.altKey || event.ctrlKey || event.metaKey) return
    const { column, index } = current
    const row = rowOf(column, card.dataset['card']!)
    if (!row) return
    if (drag.onKey(event, row, column)) return
    const to = event.key === 'ArrowRight' ? beside(column, 1) : event.key === 'ArrowLeft' ? beside(column, -1) : undefined
    if (to !== undefined) go(to, Math.min(index, places[to]!.count - 1))
    else if (event.key === 'ArrowDown') go(column, Math.min(index + 1, places[column]!.count - 1))
    else if (event.key === 'ArrowUp') go(column, Math.max(0, index - 1))
    else if (event.key === 'Home') go(column, 0)
    else if (event.key === 'End') go(column, places[column]!.count - 1)
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) setMenu({ row, column, index, beside: card })
    else if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
  }
  const rowOf = (column: number, id: string): Row | undefined => queries.getQueryData<Pages>(places[column]!.key)?.pages.flatMap(page => page.rows).find(row => row.id === id)
  const onFound = useCallback((place: { readonly column: number; readonly index: number }) => {
    setWanted(undefined)
    setActive(place)
  }, [])
  return (
    <div ref={host} role="group" aria-label={label} className={css.board} data-dragging={drag.lifted ? drag.lifted.by : undefined} onKeyDown={onKeyDown} onClick={event => followInside(event, navigate)}>
      <p id={hint} className="visually-hidden">
        {t('views.board.hint')}
      </p>
      {groups &&
        places.map((place, column) => (
          <BoardColumn
            key={place.value ?? ''}
            entity={entity}
            place={place}
            column={column}
            plan={plan}
            speech={speech}
            hint={hint}
            isFolded={isFolded(place.value)}
            onFold={() => toggle(place.value)}
            isTarget={drag.lifted?.over === column}
            lifted={drag.lifted?.row.id}
            isSource={drag.lifted?.from === column}
            active={column === current.column ? current.index : undefined}
            wanted={wanted?.column === column ? wanted : undefined}
            onFound={onFound}
            onActive={index => setActive({ column, index })}
            onGrab={(event, row) => drag.onPointerDown(event, row, column)}
            onOpen={(row, index) => onOpen(row, index, place.filter)}
            onMenu={(row, index, card) => setMenu({ row, column, index, beside: card })}
          />
        ))}
      <div role="status" className="visually-hidden">
        {announced}
      </div>
      {drag.lifted?.by === 'pointer' &&
        createPortal(
          <div ref={drag.ghost} className={css.ghost} style={{ width: drag.lifted.width }}>
            <RecordCard entity={entity} row={drag.lifted.row} plan={plan} speech={speech} isCurrent={false} onOpen={() => {}} aria-hidden="true" />
          </div>,
          document.body,
        )}
      {menu && (
        <Suspense>
          <CardMenu
            title={menu.row.title}
            anchor={menu.beside}
            targets={places.map(({ word }, column) => ({ word, isHere: column === menu.column }))}
            onOpen={() => onOpen(menu.row, menu.index, places[menu.column]!.filter)}
            onMove={to => drop(menu.row, menu.column, to)}
            onClose={() => setMenu(undefined)}
          />
        </Suspense>
      )}
    </div>
  )
}
