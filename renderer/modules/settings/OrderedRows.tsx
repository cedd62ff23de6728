import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './settings.module.css'

interface Props<R> {
  readonly label: string
  readonly rows: readonly R[]
  readonly keyOf: (row: R) => string
  readonly nameOf: (row: R) => string
  /** Resolves once `rows` stand in that order. */
  readonly onOrder: (keys: readonly string[]) => Promise<void>
  readonly renderRow: (row: R) => ReactNode
}

/** Rows that are put in order: dragged, moved by their arrows, or with Alt and ↑ ↓ anywhere in one. */
export const OrderedRows = <R,>({ label, rows, keyOf, nameOf, onOrder, renderRow }: Props<R>) => {
  const { t } = useTranslation()
  const list = useRef<HTMLOListElement>(null)
  const kept = useRef<HTMLElement>(null)
  /** The order that is to come. */
  const [asked, setAsked] = useState<readonly string[]>()
  const [dragged, setDragged] = useState<string>()
  const known = rows.map(keyOf)
  const order = asked?.length === known.length && asked.every(key => known.includes(key)) ? asked : known
  const byKey = new Map(rows.map(row => [keyOf(row), row]))
  const settle = async (keys: readonly string[]): Promise<void> => {
    if (keys.join() === known.join()) return setAsked(undefined)
    setAsked(keys)
    await onOrder(keys)
    setAsked(old => (old === keys ? undefined : old))
  }
  const move = (key: string, step: -1 | 1): void => {
    const at = order.indexOf(key)
    const to = at + step
    if (to < 0 || to >= order.length) return
    kept.current = document.activeElement as HTMLElement
    void settle(order.with(at, order[to]!).with(to, key))
  }
  // A row that changes its place takes the keyboard with it.
  useLayoutEffect(() => {
    if (kept.current && list.current?.contains(kept.current)) kept.current.focus()
    kept.current = null
  })
  const onKeyDown = (event: KeyboardEvent, key: string): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    move(key, event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <ol ref={list} className={css.rows} aria-label={label}>
      {order.map((key, index) => {
        const row = byKey.get(key)!
        const name = nameOf(row)
        return (
          <li
            key={key}
            data-dragged={dragged === key || undefined}
            onKeyDown={event => onKeyDown(event, key)}
            onDragEnter={() => dragged && dragged !== key && setAsked(order.filter(each => each !== dragged).toSpliced(order.indexOf(key), 0, dragged))}
            onDragOver={event => dragged && event.preventDefault()}
            onDrop={event => event.preventDefault()}
          >
            <span
              className={css.grip}
              draggable
              title={t('settings.drag')}
              onDragStart={event => {
                event.dataTransfer.effectAllowed = 'move'
                event.dataTransfer.setDragImage(event.currentTarget.closest('li')!, 16, 16)
                setDragged(key)
              }}
              onDragEnd={() => {
                setDragged(undefined)
                void settle(order)
              }}
            >
              <GripVertical size={14} aria-hidden="true" />
            </span>
            <button type="button" className={css.step} aria-label={t('settings.up', { name })} title={t('settings.upHint')} aria-disabled={index === 0} onClick={() => move(key, -1)}>
              <ArrowUp size={14} aria-hidden="true" />
            </button>
            <button type="button" className={css.step} aria-label={t('settings.down', { name })} title={t('settings.downHint')} aria-disabled={index === order.length - 1} onClick={() => move(key, 1)}>
              <ArrowDown size={14} aria-hidden="true" />
            </button>
            {renderRow(row)}
          </li>
        )
      })}
    </ol>
  )
}
