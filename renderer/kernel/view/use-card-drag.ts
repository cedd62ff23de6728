import { type KeyboardEvent, type PointerEvent as ReactPointerEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'

/** A card that is on its way from one column to another. */
export interface Lifted {
  readonly row: Row
  readonly from: number
  /** The column where it would be dropped now. */
  readonly over: number | undefined
  readonly by: 'pointer' | 'keys'
  /** Of the card, in pixels. */
  readonly width: number
}

interface Options {
  /** Scrolls sideways when a card is held at its edges. */
  readonly host: RefObject<HTMLElement | null>
  readonly canDrop: (column: number) => boolean
  readonly onDrop: (row: Row, from: number, to: number) => void
  /** Told as a card is moved by keys. */
  readonly onLift: (row: Row, column: number) => void
  readonly onOver: (row: Row, column: number) => void
  readonly onCancel: (row: Row) => void
}

export interface CardDrag {
  readonly lifted: Lifted | undefined
  /** What follows the pointer. */
  readonly ghost: RefObject<HTMLDivElement | null>
  onPointerDown(event: ReactPointerEvent, row: Row, column: number): void
  /** Takes a key pressed on a card; answers whether it was one of dragging. */
  onKey(event: KeyboardEvent, row: Row, column: number): boolean
}

/** So far a pressed pointer may go and is still a click. */
const STILL_PX = 6
const EDGE_PX = 60
const STEP_PX = 14

const columnAt = (x: number, y: number): number | undefined => {
  const column = document.elementsFromPoint(x, y).find(element => element instanceof HTMLElement && element.dataset['boardColumn'] !== undefined) as HTMLElement | undefined
  return column && Number(column.dataset['boardColumn'])
}

/** Dragging of cards between columns, by the pointer or by keys: space lifts and drops, arrows choose the column, Escape puts back. */
export const useCardDrag = ({ host, canDrop, onDrop, onLift, onOver, onCancel }: Options): CardDrag => {
  const [lifted, setLifted] = useState<Lifted>()
  const ghost = useRef<HTMLDivElement>(null)
  const point = useRef({ x: 0, y: 0, grabX: 0, grabY: 0 })
  const stop = useRef<() => void>(undefined)
  const latest = useRef({ canDrop, onDrop, onLift, onOver, onCancel })
  useEffect(() => {
    latest.current = { canDrop, onDrop, onLift, onOver, onCancel }
  })
  useEffect(() => () => stop.current?.(), [])

  const place = useCallback((): void => {
    const { x, y, grabX, grabY } = point.current
    if (ghost.current) ghost.current.style.transform = `translate(${x - grabX}px, ${y - grabY}px) rotate(2deg)`
  }, [])
  useLayoutEffect(place)

  const onPointerDown = useCallback(
    (down: ReactPointerEvent, row: Row, from: number): void => {
      if (down.button !== 0 || down.pointerType === 'touch' || (down.target as Element).closest('button')) return
      const card = down.currentTarget.getBoundingClientRect()
      point.current = { x: down.clientX, y: down.clientY, grabX: down.clientX - card.left, grabY: down.clientY - card.top }
      let over: number | undefined
      let isMoving = false
      let frame = 0
      const scroll = (): void => {
        const board = host.current
        if (board) {
          const { left, right } = board.getBoundingClientRect()
          const { x } = point.current
          if (x < left + EDGE_PX) board.scrollLeft -= STEP_PX
          else if (x > right - EDGE_PX) board.scrollLeft += STEP_PX
        }
        frame = requestAnimationFrame(scroll)
      }
      const move = (event: PointerEvent): void => {
        const { x, y } = point.current
        if (!isMoving && Math.hypot(event.clientX - x, event.clientY - y) < STILL_PX) return
        Object.assign(point.current, { x: event.clientX, y: event.clientY })
        if (!isMoving) frame = requestAnimationFrame(scroll)
        const before = over
        over = columnAt(event.clientX, event.clientY)
        if (!isMoving || over !== before) setLifted({ row, from, over, by: 'pointer', width: card.width })
        isMoving = true
        place()
      }
      const end = (isDropped: boolean): void => {
        stop.current?.()
        if (!isMoving) return
        setLifted(undefined)
        if (isDropped) addEventListener('click', event => event.preventDefault(), { capture: true, once: true, signal: AbortSignal.timeout(300) })
        if (isDropped && over !== undefined && latest.current.canDrop(over)) latest.current.onDrop(row, from, over)
        else latest.current.onCancel(row)
      }
      const drop = (): void => end(true)
      const cancel = (): void => end(false)
      const escape = (event: globalThis.KeyboardEvent): void => {
        if (event.key !== 'Escape' || !isMoving) return
        event.preventDefault()
        event.stopPropagation()
        cancel()
      }
      stop.current = () => {
        cancelAnimationFrame(frame)
        removeEventListener('pointermove', move)
        removeEventListener('pointerup', drop)
        removeEventListener('pointercancel', cancel)
        removeEventListener('keydown', escape, true)
        stop.current = undefined
      }
      addEventListener('pointermove', move)
      addEventListener('pointerup', drop)
      addEventListener('pointercancel', cancel)
      addEventListener('keydown', escape, true)
    },
    [host, place],
  )

  const onKey = (event: KeyboardEvent, row: Row, column: number): boolean => {
    const held = lifted?.by === 'keys' ? lifted : undefined
    if (!held) {
      if (event.key !== ' ') return false
      setLifted({ row, from: column, over: column, by: 'keys', width: 0 })
      onLift(row, column)
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const over = held.over! + (event.key === 'ArrowRight' ? 1 : -1)
      if (canDrop(over)) {
        setLifted({ ...held, over })
        onOver(held.row, over)
      }
    } else if (event.key === ' ' || event.key === 'Enter') {
      setLifted(undefined)
      onDrop(held.row, held.from, held.over!)
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      setLifted(undefined)
      onCancel(held.row)
      if (event.key === 'Tab') return true
    }
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  return { lifted, ghost, onPointerDown, onKey }
}
