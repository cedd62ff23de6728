import Button from '@mui/material/Button'
import Popover from '@mui/material/Popover'
import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { RelationKindView } from '../../../shared/kernel/filter/filter-views.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import { relationPath, resolveColumn } from '../../../shared/kernel/view/column.ts'
import { computedPaths } from '../../../shared/kernel/view/computed.ts'
import { type FieldChoice, fieldChoices } from '../filter/places.ts'
import { predicateWord } from '../filter/say-filter.ts'
import { useRelationKinds } from '../filter/use-filter-names.ts'
import { entityOf } from '../state/entity-of.ts'
import { useRegistry } from '../state/registry.ts'
import { type Column, isShown, type Layout } from './columns.ts'
import { columnWord } from './column-word.ts'
import { type Speech, useSpeech } from './speech.ts'
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

const takeFocus = (input: HTMLElement | null): void => input?.focus()

/** What is found by its words alone is no more than this. */
const MOST_FOUND = 40

/** The relations that records of a type can have, read from the end where they stand. */
const relationChoices = ({ type }: AnyEntity, kinds: readonly RelationKindView[], { t }: Speech): FieldChoice[] =>
  kinds.flatMap(kind =>
    (kind.isSymmetric ? (['either'] as const) : (['subject', 'object'] as const)).flatMap(side => {
      const { types } = kind[side === 'either' ? 'subject' : side]
      return types.length === 0 || types.includes(type) ? [{ path: relationPath({ kind: kind.key, side }), word: predicateWord(t, kind, side), group: t('views.columns.relation'), depth: 1 }] : []
    }),
  )

/** Which columns a list shows, and in which order: those shown first, as they stand; what is linked with the records is found by its words. */
export const ColumnsMenu = ({ entity, anchor, columns, layout, isOwn, onLayout, onClose }: Props) => {
  const { t } = useTranslation()
  const speech = useSpeech()
  const { kinds } = useRelationKinds()
  const registry = useRegistry()
  const [typed, setTyped] = useState('')
  const choices = useMemo(() => {
    const fields = fieldChoices(entity, entityOf, speech).filter(({ path }) => {
      const at = resolveColumn(entity, path, entityOf)?.at
      return at !== undefined && isShown(at)
    })
    const computed = computedPaths(entity, registry).map((path): FieldChoice => ({ path, word: columnWord(speech.t, entity, path), group: speech.t('views.computed.group'), depth: 1 }))
    return [...fields, ...computed, ...relationChoices(entity, kinds, speech)]
  }, [entity, kinds, registry, speech])
  const shown = columns.map((column): FieldChoice => {
    const { path } = column.at
    return { path, word: column.word ?? columnWord(t, entity, path), group: '', depth: 0 }
  })
  const words = fold(typed).split(' ')
  const has = ({ group, word }: FieldChoice): boolean => words.every(part => fold(`${group} ${word}`).includes(part))
  const others = choices.filter(({ path, depth }) => (typed !== '' || depth === 0) && !columns.some(column => column.at.path === path))
  const found = [...shown.filter(has), ...others.filter(has).slice(0, typed === '' ? undefined : MOST_FOUND)]
  const paths = shown.map(({ path }) => path)
  const set = (next: readonly string[]): void => onLayout({ ...layout, paths: next, widths: layout?.widths ?? {} })
  const [dragged, setDragged] = useState<string>()
  /** While a column is dragged it takes the place of the one below the pointer. */
  const dragOver = (path: string): void => {
    if (!dragged || dragged === path) return
    set(paths.filter(each => each !== dragged).toSpliced(paths.indexOf(path), 0, dragged))
  }
  const move = (path: string, step: -1 | 1): void => {
    const at = paths.indexOf(path)
    const to = at + step
    if (to < 0 || to >= paths.length) return
    set(paths.with(at, paths[to]!).with(to, path))
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
      <input type="search" ref={takeFocus} className={css.columnsSearch} autoComplete="off" aria-label={t('views.columns.search')} placeholder={t('views.columns.search')} value={typed} onChange={event => setTyped(event.target.value)} />
      <ul>
        {found.map(choice => {
          const { path, word, group, depth } = choice
          const place = paths.indexOf(path)
          const isThere = place >= 0
          return (
            <li
              key={path}
              draggable={isThere}
              data-dragged={dragged === path || undefined}
              onDragStart={event => {
                event.dataTransfer.effectAllowed = 'move'
                setDragged(path)
              }}
              onDragEnter={() => isThere && dragOver(path)}
              onDragOver={event => dragged && event.preventDefault()}
              onDrop={event => event.preventDefault()}
              onDragEnd={() => setDragged(undefined)}
            >
              <GripVertical size={14} aria-hidden="true" className={css.grip} data-on={isThere || undefined} />
              <label>
                <input type="checkbox" className={css.tick} checked={isThere} disabled={isThere && paths.length === 1} onChange={() => set(isThere ? paths.filter(each => each !== path) : [...paths, path])} onKeyDown={event => onKeyDown(event, path)} />
                <span>
                  {depth > 0 && <small>{group} → </small>}
                  {word}
                </span>
              </label>
              {isThere && (
                <>
                  <button type="button" aria-label={t('list.earlier', { name: word })} disabled={place === 0} onClick={() => move(path, -1)}>
                    <ArrowUp size={14} aria-hidden="true" />
                  </button>
                  <button type="button" aria-label={t('list.later', { name: word })} disabled={place === paths.length - 1} onClick={() => move(path, 1)}>
                    <ArrowDown size={14} aria-hidden="true" />
                  </button>
                </>
              )}
            </li>
          )
        })}
        {found.length === 0 && (
          <li className={css.columnsNone} role="status">
            {t('views.columns.none')}
          </li>
        )}
      </ul>
      <div className={css.columnsFoot}>
        {typed === '' && <p>{t('views.columns.hint')}</p>}
        <Button size="small" disabled={!isOwn} onClick={() => onLayout(undefined)}>
          {t('list.usual')}
        </Button>
      </div>
    </Popover>
  )
}
