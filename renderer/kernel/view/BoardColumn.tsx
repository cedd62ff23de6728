import { useInfiniteQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronsLeft, ChevronsRight } from 'lucide-react'
import { type PointerEvent, useEffect, useRef } from 'react'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Colour } from '../../../shared/kernel/entity/value-list.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import type { Page } from '../list/pages.ts'
import type { Selection } from '../list/selection.ts'
import type { Speech } from '../list/speech.ts'
import { type Total, totalParts } from '../list/totals.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'
import { countWords } from '../text/count-words.ts'
import { formatNumber } from '../text/format.ts'
import { type CardPlan, RecordCard } from './RecordCard.tsx'
import ui from '../ui/ui.module.css'
import css from './view.module.css'

/** A column: the records of one value, how many there are and what they add up to. */
export interface ColumnPlan {
  readonly value: string | null
  readonly word: string
  readonly colour?: Colour
  readonly selection: Selection
  readonly count: number
  readonly totals: readonly Total[]
  /** What follows from the amounts, and what it is called. */
  readonly also?: { readonly word: string; readonly totals: readonly Total[] }
}

interface Props {
  readonly entity: AnyEntity
  readonly place: ColumnPlan
  readonly column: number
  readonly plan: CardPlan
  readonly speech: Speech
  /** What tells how cards are moved, by its id. */
  readonly hint: string
  readonly isFolded: boolean
  readonly onFold: () => void
  /** Whether a card would be dropped here now. */
  readonly isTarget: boolean
  /** The card that is on its way, and whether it comes from here. */
  readonly lifted: string | undefined
  readonly isSource: boolean
  /** The card where the keyboard is, when it is in this column. */
  readonly active: number | undefined
  /** The card that shall get the keyboard. */
  readonly wanted: { readonly index: number; readonly id?: string } | undefined
  readonly onFound: (place: { readonly column: number; readonly index: number }) => void
  readonly onActive: (index: number) => void
  readonly onGrab: (event: PointerEvent, row: Row) => void
  readonly onOpen: (row: Row, index: number) => void
  readonly onMenu: (row: Row, index: number, beside: HTMLElement) => void
}

const PAGE_SIZE = 50
const NEAR_END = 10
const CARD_PX = 86

/** Under which key the pages of a column are kept. */
export const columnKey = (type: string, selection: Selection): readonly unknown[] => [...keys.type(type), 'column', selection]

/** A column of a board: as many cards are read and drawn as are in sight. */
export const BoardColumn = (props: Props) => {
  const { entity, place, column, plan, speech, hint, isFolded, onFold, isTarget, lifted, isSource, active, wanted, onFound, onActive, onGrab, onOpen, onMenu } = props
  const { t, language } = speech
  const api = useApi()
  const scroller = useRef<HTMLDivElement>(null)
  const { selection } = place
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: columnKey(entity.type, selection),
    queryFn: ({ pageParam, signal }): Promise<Page> =>
      unwrap(api.entities.list({ type: entity.type, ...selection, sort: selection.sort && [...selection.sort], view: [...selection.view], limit: PAGE_SIZE, ...(pageParam === undefined ? {} : { after: pageParam }) }, { signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: last => last.next,
    enabled: !isFolded,
    placeholderData: old => old,
  })
  const rows = data?.pages.flatMap(page => page.rows) ?? []
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_PX,
    getItemKey: index => rows[index]?.id ?? index,
    gap: 8,
    overscan: 4,
    paddingEnd: 12,
  })
  const items = virtual.getVirtualItems()
  const isNearEnd = (items.at(-1)?.index ?? 0) >= rows.length - NEAR_END
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [isNearEnd, hasNextPage, isFetchingNextPage, fetchNextPage])

  /** The card that has the keyboard: it keeps it when what is written moves it out of sight. */
  const held = useRef<string>(undefined)
  useEffect(() => {
    const lost = held.current !== undefined && document.activeElement === document.body ? { id: held.current, index: active ?? 0 } : undefined
    const sought = wanted ?? lost
    if (!sought) return
    const index = sought.id === undefined ? sought.index : rows.findIndex(({ id }) => id === sought.id)
    if (index < 0) {
      if (!wanted) held.current = undefined
      return
    }
    if (index >= rows.length) {
      if (hasNextPage) return
      if (rows.length === 0) return
    }
    const at = Math.min(index, rows.length - 1)
    virtual.scrollToIndex(at, { align: 'auto' })
    const link = scroller.current?.querySelector<HTMLElement>(`[data-card="${rows[at]!.id}"]`)
    if (!link) return
    link.focus({ preventScroll: true })
    onFound({ column, index: at })
  })

  const sums = totalParts('sum', place.totals, speech)
  const more = place.also ? totalParts('sum', place.also.totals, speech) : []
  const also = more.length > 0 && `${place.also!.word} ${more.join(' · ')}`
  const said = [place.word, countWords(t, entity, place.count, language), ...sums, also].filter(Boolean).join(', ')
  const dot = <span className={`${css.dot} ${ui[`tint_${place.colour ?? 'neutral'}`]}`} aria-hidden="true" />
  const look = (name: string | undefined): string => [name, isTarget && css.target].filter(Boolean).join(' ')
  if (isFolded) {
    return (
      <section aria-label={said} data-board-column={column} className={look(css.foldedColumn)}>
        <button type="button" aria-expanded={false} onClick={onFold}>
          <ChevronsRight size={16} aria-hidden="true" />
          {dot}
          <span className="visually-hidden">{t('views.board.unfold')}</span> <span className={css.foldedWord}>{place.word}</span> <span>{formatNumber(place.count, language)}</span>
        </button>
      </section>
    )
  }
  return (
    <section aria-label={said} data-board-column={column} className={look(css.column)}>
      <header className={css.columnHead}>
        <h2>
          {dot}
          <span className={css.columnWord}>{place.word}</span>
          <span className={css.columnCount}>{formatNumber(place.count, language)}</span>
        </h2>
        <button type="button" aria-expanded aria-label={t('views.board.fold', { name: place.word })} title={t('views.board.fold', { name: place.word })} onClick={onFold}>
          <ChevronsLeft size={16} aria-hidden="true" />
        </button>
        <p className={css.columnSum}>{sums.join(' · ')}</p>
        {place.also && <p className={css.columnAlso}>{also}</p>}
      </header>
      {isTarget && !isSource && <div className={css.slot}>{t('views.board.dropIn', { name: place.word })}</div>}
      {rows.length === 0 && data && !isTarget && <p className={css.columnEmpty}>{t('views.board.empty')}</p>}
      <div
        ref={scroller}
        className={css.columnCards}
        onFocus={event => {
          held.current = (event.target as HTMLElement).dataset['card']
        }}
        onBlur={() => {
          held.current = undefined
        }}
      >
        <ul aria-label={place.word} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start, key }) => {
            const row = rows[index]!
            return (
              <li key={key} ref={virtual.measureElement} data-index={index} aria-setsize={place.count} aria-posinset={index + 1} className={css.columnCard} style={{ transform: `translateY(${start}px)` }}>
                <RecordCard
                  entity={entity}
                  row={row}
                  plan={plan}
                  speech={speech}
                  isCurrent={index === active}
                  describedBy={hint}
                  className={lifted === row.id ? css.lifted : undefined}
                  onFocus={() => onActive(index)}
                  onPointerDown={event => onGrab(event, row)}
                  onContextMenu={event => {
                    event.preventDefault()
                    onMenu(row, index, event.currentTarget)
                  }}
                  onOpen={() => onOpen(row, index)}
                  onMenu={beside => onMenu(row, index, beside)}
                />
              </li>
            )
          })}
        </ul>
      </div>
    </section>
  )
}
