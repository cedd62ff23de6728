import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import type { Column } from '../list/columns.ts'
import type { Rows } from '../list/pages.ts'
import { useSpeech } from '../list/speech.ts'
import { useTypeLooks } from '../ui/type-looks.ts'
import { useFocusOnArrival } from '../ui/use-focus-on-arrival.ts'
import { followInside } from './follow-inside.ts'
import { planCard, RecordCard } from './RecordCard.tsx'
import css from './view.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly label: string
  readonly columns: readonly Column[]
  readonly rows: Rows
  readonly onRange: (first: number, last: number) => void
  readonly onOpen: (row: Row, index: number) => void
  /** Names what is shown: the place in it is kept under this name. */
  readonly place: string
}

const NARROWEST = 280
const GAP = 12
const MARGIN = 16
const LINE = 22
const MOST_LINES = 3

/** Where each list was left. */
const places = new Map<string, { readonly offset: number; readonly active: number }>()

/** A list as cards side by side, as many in a row as there is room for; only those in sight are drawn. */
export const Cards = ({ entity, label, columns, rows, onRange, onOpen, place }: Props) => {
  const speech = useSpeech()
  const navigate = useNavigate()
  const { isPerson } = useTypeLooks(entity.type)
  const scroller = useRef<HTMLDivElement>(null)
  useFocusOnArrival(scroller, '[data-card][tabindex="0"]')
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(entry!.contentRect.width))
    watch.observe(scroller.current!)
    return () => watch.disconnect()
  }, [])
  const plan = useMemo(() => planCard(columns, MOST_LINES), [columns])
  const height = 46 + Math.min(MOST_LINES, plan.lines.length) * LINE + (plan.amount || plan.day ? 26 : 0)
  const across = Math.max(1, Math.floor((width - 2 * MARGIN + GAP) / (NARROWEST + GAP)))
  const count = rows.count ?? 0
  const [active, setActive] = useState(places.get(place)?.active ?? 0)
  const current = Math.min(active, Math.max(0, count - 1))
  const virtual = useVirtualizer({
    count: width === 0 ? 0 : Math.ceil(count / across),
    getScrollElement: () => scroller.current,
    estimateSize: () => height + GAP,
    overscan: 3,
    paddingStart: MARGIN,
    paddingEnd: MARGIN,
    initialOffset: places.get(place)?.offset ?? 0,
  })
  useEffect(() => virtual.measure(), [height, across, virtual])
  const items = virtual.getVirtualItems()
  const first = (items[0]?.index ?? 0) * across
  const last = Math.min(count - 1, ((items.at(-1)?.index ?? 0) + 1) * across - 1)
  useEffect(() => onRange(first, Math.max(first, last)), [first, last, onRange])
  const wanted = useRef(false)
  useEffect(() => {
    if (!wanted.current) return
    const link = scroller.current!.querySelector<HTMLElement>('[data-card][tabindex="0"]')
    if (!link) return
    wanted.current = false
    link.focus({ preventScroll: true })
  })
  const go = (to: number): void => {
    const index = Math.max(0, Math.min(count - 1, to))
    wanted.current = true
    setActive(index)
    virtual.scrollToIndex(Math.floor(index / across), { align: 'auto' })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = { ArrowRight: current + 1, ArrowLeft: current - 1, ArrowDown: current + across, ArrowUp: current - across, Home: 0, End: count - 1 }
    const to = steps[event.key]
    if (to === undefined || event.altKey) return
    event.preventDefault()
    go(to)
  }
  const cards = items.flatMap(item => Array.from({ length: Math.min(across, count - item.index * across) }, (_, i) => ({ index: item.index * across + i, column: i, start: item.start })))
  return (
    <div
      ref={scroller}
      className={css.cards}
      role="presentation"
      onKeyDown={onKeyDown}
      onClick={event => followInside(event, navigate)}
      onScroll={event => places.set(place, { offset: event.currentTarget.scrollTop, active: current })}
    >
      <ul aria-label={label} aria-busy={rows.isStale || rows.count === undefined} style={{ height: virtual.getTotalSize() }}>
        {cards.map(({ index, column, start }) => {
          const row = rows.at(index)
          const share = `(100% - ${2 * MARGIN + GAP * (across - 1)}px) / ${across}`
          return (
            <li
              key={row?.id ?? index}
              aria-setsize={count}
              aria-posinset={index + 1}
              className={css.cardPlace}
              style={{ top: start, height, width: `calc(${share})`, left: `calc(${MARGIN + column * GAP}px + ${column} * ${share})` }}
            >
              {row ? (
                <RecordCard
                  entity={entity}
                  row={row}
                  plan={plan}
                  speech={speech}
                  avatar={isPerson ? 'round' : 'square'}
                  isCurrent={index === current}
                  onOpen={() => {
                    places.set(place, { offset: scroller.current!.scrollTop, active: index })
                    onOpen(row, index)
                  }}
                />
              ) : (
                <div className={css.cardWaiting} />
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
