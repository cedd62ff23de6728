import Button from '@mui/material/Button'
import Popover from '@mui/material/Popover'
import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { fieldWord } from '../text/words.ts'
import { choicesOf, type Column, type Layout } from './columns.ts'
import css from './list.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly anchor: HTMLElement
  readonly columns: readonly Column[]
  readonly layout: Layout | undefined
  readonly isOwn: boolean
  readonly onLayout: (layout: Layout | undefined) => void
  readonly onClose: () => void
}

/** Which columns a list shows, and in which order: those shown first, as they stand. */
export const ColumnsMenu = ({ entity, anchor, columns, layout, isOwn, onLayout, onClose }: Props) => {
  const { t } = useTranslation()
  const shown = columns.map(column => column.at.path)
  const others = choicesOf(entity).map(at => at.path).filter(path => !shown.includes(path))
  const set = (paths: readonly string[]): void => onLayout({ paths, widths: layout?.widths ?? {} })
  const [dragged, setDragged] = useState<string>()
  /** While a column is dragged it takes the place of the one below the pointer. */
  const dragOver = (path: string): void => {
    if (!dragged || dragged === path) return
    set(shown.filter(each => each !== dragged).toSpliced(shown.indexOf(path), 0, dragged))
  }
  const move = (path: string, step: -1 | 1): void => {
    const at = shown.indexOf(path)
    const to = at + step
    if (to < 0 || to >= shown.length) return
    set(shown.with(at, shown[to]!).with(to, path))
  }
  const onKeyDown = (event: KeyboardEvent, path: string): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    move(path, event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      slotProps={{ paper: { role: 'dialog', 'aria-label': t('list.columns'), className: css.columnsMenu } }}
    >
      <ul>
        {[...shown, ...others].map(path => {
          const isShown = shown.includes(path)
          const word = fieldWord(t, entity, path)
          const place = shown.indexOf(path)
          const owner = path.includes('.') ? ` · ${fieldWord(t, entity, path.split('.')[0]!)}` : ''
          return (
            <li
              key={path}
              draggable={isShown}
              data-dragged={dragged === path || undefined}
              onDragStart={event => {
                event.dataTransfer.effectAllowed = 'move'
                setDragged(path)
              }}
              onDragEnter={() => isShown && dragOver(path)}
              onDragOver={event => dragged && event.preventDefault()}
              onDrop={event => event.preventDefault()}
              onDragEnd={() => setDragged(undefined)}
            >
              <GripVertical size={14} aria-hidden="true" className={css.grip} data-on={isShown || undefined} />
              <label>
                <input type="checkbox" className={css.tick} checked={isShown} disabled={isShown && shown.length === 1} onChange={() => set(isShown ? shown.filter(each => each !== path) : [...shown, path])} onKeyDown={event => onKeyDown(event, path)} />
                <span>
                  {word}
                  <small>{owner}</small>
                </span>
              </label>
              {isShown && (
                <>
                  <button type="button" aria-label={t('list.earlier', { name: word })} disabled={place === 0} onClick={() => move(path, -1)}>
                    <ArrowUp size={14} aria-hidden="true" />
                  </button>
                  <button type="button" aria-label={t('list.later', { name: word })} disabled={place === shown.length - 1} onClick={() => move(path, 1)}>
                    <ArrowDown size={14} aria-hidden="true" />
                  </button>
                </>
              )}
            </li>
          )
        })}
      </ul>
      <div className={css.columnsFoot}>
        <Button size="small" disabled={!isOwn} onClick={() => onLayout(undefined)}>
          {t('list.usual')}
        </Button>
      </div>
    </Popover>
  )
}
