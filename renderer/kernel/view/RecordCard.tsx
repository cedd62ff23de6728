import { Ellipsis } from 'lucide-react'
import { type HTMLAttributes, Suspense, useContext } from 'react'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { FileRef } from '../../../shared/kernel/entity/fields.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { Cell } from '../list/Cell.tsx'
import type { Column } from '../list/columns.ts'
import { rowValues } from '../list/row-value.ts'
import type { Speech } from '../list/speech.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { CardMarksContext } from './card-marks.ts'
import css from './view.module.css'

/** The fields of a card: lines below its title, and at its foot an amount and a day. */
export interface CardPlan {
  readonly lines: readonly Column[]
  /** No more lines than this have room. */
  readonly most: number
  readonly amount: Column | undefined
  readonly day: Column | undefined
}

/** Lays out columns on a card: what its title says already, what its place says and what follows from the rest is left out. */
export const planCard = (columns: readonly Column[], most: number, without?: string): CardPlan => {
  const others = columns.slice(1).filter(({ at }) => at.path !== without && !at.field.unasked)
  const amount = others.find(({ at }) => at.leaf.kind === 'money')
  const day = others.find(({ at }) => at.leaf.kind === 'date')
  return { lines: others.filter(column => column !== amount && column !== day), most, amount, day }
}

interface Props extends Omit<HTMLAttributes<HTMLElement>, 'onClick'> {
  readonly entity: AnyEntity
  readonly row: Row
  readonly plan: CardPlan
  readonly speech: Speech
  /** Whether its picture or initials stand beside the title; a person's are round. */
  readonly avatar?: 'round' | 'square'
  /** Whether it is where the keyboard is. */
  readonly isCurrent: boolean
  /** What tells how it is moved, by its id. */
  readonly describedBy?: string
  readonly onOpen: () => void
  readonly onMenu?: (beside: HTMLElement) => void
}

/** A record as a card; its title leads to it. */
export const RecordCard = ({ entity, row, plan: { lines, most, amount, day }, speech, avatar, isCurrent, describedBy, onOpen, onMenu, className, ...rest }: Props) => {
  const marks = useContext(CardMarksContext).filter(mark => mark.isFor(entity))
  const title = row.title || speech.t('ui.untitled')
  const isThere = (column: Column | undefined): column is Column => column !== undefined && rowValues(column.at, row).length > 0
  /** What the title says already is not said again. */
  const isSaid = ({ at }: Column): boolean => at.leaf.kind === 'text' && rowValues(at, row).every(value => title.includes(String(value)))
  return (
    <article {...rest} onDragStart={event => event.preventDefault()} className={className ? `${css.card} ${className}` : css.card}>
      <div className={css.cardHead}>
        {avatar && <Avatar id={row.id} title={row.title} isSquare={avatar === 'square'} picture={(row['picture'] as FileRef | undefined)?.file} />}
        <a
          className={css.cardTitle}
          href={`/${entity.type}/${row.id}`}
          data-card={row.id}
          tabIndex={isCurrent ? 0 : -1}
          draggable={false}
          aria-describedby={describedBy}
          onClick={event => {
            if (event.ctrlKey || event.metaKey || event.button !== 0) return
            event.preventDefault()
            onOpen()
          }}
        >
          {title}
        </a>
        {onMenu && (
          <button type="button" className={css.cardMore} tabIndex={-1} aria-haspopup="menu" aria-label={speech.t('list.moreFor', { title })} onClick={event => onMenu(event.currentTarget)}>
            <Ellipsis size={16} aria-hidden="true" />
          </button>
        )}
      </div>
      {lines.filter(column => isThere(column) && !isSaid(column)).slice(0, most).map(column => (
        <div key={column.at.path} className={css.cardLine}>
          <Cell at={column.at} row={row} speech={speech} />
        </div>
      ))}
      {(isThere(amount) || isThere(day)) && (
        <div className={css.cardFoot}>
          <b>{isThere(amount) && <Cell at={amount.at} row={row} speech={speech} />}</b>
          {isThere(day) && (
            <span>
              <Cell at={day.at} row={row} speech={speech} />
            </span>
          )}
        </div>
      )}
      {marks.map(({ name, Mark }) => (
        <Suspense key={name} fallback={<div className={css.cardMark} />}>
          <Mark row={row} />
        </Suspense>
      ))}
    </article>
  )
}
