import { ArrowDown, ArrowUp, EyeOff, GripVertical, Plus, X } from 'lucide-react'
import { type DragEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hide, type Layout, moved, put, type Step, withoutZone, type Zone } from '../../../shared/kernel/layout/layout.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import ui from '../../kernel/ui/ui.module.css'
import css from './layouts.module.css'

interface Props {
  readonly layout: Layout
  readonly wordOf: (name: string) => string
  readonly zoneWord: (zone: Zone) => string
  /** Why a thing cannot be hidden, where it cannot. */
  readonly neededWhy?: (name: string) => string | undefined
  /** What can be set of a thing besides its place. */
  readonly renderMore?: (name: string) => ReactNode
  /** Whether zones can be made, named and taken away. */
  readonly isFree?: boolean
  /** What the hidden are called. */
  readonly hiddenWord?: string
  readonly onChange: (layout: Layout) => void
}

const STEPS: Readonly<Record<string, Step>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'before', ArrowRight: 'after' }

/** Things in zones, put in order by dragging, by arrows on their handle or by buttons; what is hidden waits below. */
export const ArrangementEditor = ({ layout, wordOf, zoneWord, neededWhy, renderMore, isFree = false, hiddenWord, onChange }: Props) => {
  const { t } = useTranslation()
  const hint = useId()
  const root = useRef<HTMLDivElement>(null)
  const wanted = useRef<string>(undefined)
  const [dragged, setDragged] = useState<string>()
  const [over, setOver] = useState<string>()
  const [said, setSaid] = useState('')
  // What moves to another list is drawn anew there: the keyboard goes along.
  useEffect(() => {
    if (wanted.current === undefined) return
    root.current?.querySelector<HTMLElement>(`[data-at="${CSS.escape(wanted.current)}"]`)?.focus()
    wanted.current = undefined
  })
  const place = (next: Layout, name: string, focus: string): void => {
    if (next === layout) return
    const zone = next.zones.find(({ items }) => items.includes(name))
    setSaid(zone ? t('layouts.now', { name: wordOf(name), position: zone.items.indexOf(name) + 1, count: zone.items.length, zone: zoneWord(zone) }) : t('layouts.nowHidden', { name: wordOf(name) }))
    wanted.current = focus
    onChange(next)
  }
  const onKeyDown = (event: KeyboardEvent, name: string): void => {
    const step = STEPS[event.key]
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    place(moved(layout, name, step), name, `handle ${name}`)
  }
  const drop = (event: DragEvent, zone: Zone, before?: string): void => {
    event.preventDefault()
    event.stopPropagation()
    setOver(undefined)
    if (dragged === undefined || dragged === before) return
    const others = zone.items.filter(name => name !== dragged)
    place(put(layout, dragged, zone.key, before === undefined ? others.length : others.indexOf(before)), dragged, `handle ${dragged}`)
    setDragged(undefined)
  }
  const dropping = (key: string, onDrop: (event: DragEvent) => void) => ({
    'data-over': over === key || undefined,
    onDragOver: (event: DragEvent) => {
      if (dragged === undefined) return
      event.preventDefault()
      event.stopPropagation()
      setOver(key)
    },
    onDrop,
  })
  const rename = (key: string, title: string): void => onChange({ ...layout, zones: layout.zones.map(zone => (zone.key === key ? { ...zone, title } : zone)) })
  const addZone = (): void => {
    const free = layout.zones.length + 1
    const key = [free, free + 1, ...layout.zones.map((_, index) => index + free + 2)].map(number => `group:${number}`).find(each => layout.zones.every(zone => zone.key !== each))!
    wanted.current = `title ${key}`
    onChange({ ...layout, zones: [...layout.zones, { key, title: t('layouts.groupNew'), items: [] }] })
  }
  return (
    <div ref={root} className={css.editor}>
      <p id={hint} className={css.hint}>
        {t('layouts.handleHint')}
      </p>
      <div role="status" className="visually-hidden">
        {said}
      </div>
      {layout.zones.map(zone => (
        <section key={zone.key} className={ui.block} aria-label={zoneWord(zone)} {...dropping(`zone ${zone.key}`, event => drop(event, zone))}>
          <header className={css.zoneHead}>
            {isFree ? (
              <>
                <input
                  type="text"
                  className={css.input}
                  maxLength={60}
                  data-at={`title ${zone.key}`}
                  aria-label={t('layouts.groupTitle')}
                  placeholder={zone.title === undefined ? zoneWord(zone) : t('layouts.groupTitleHint')}
                  value={zone.title ?? ''}
                  onChange={event => rename(zone.key, event.target.value)}
                />
                {layout.zones.length > 1 && (
                  <button type="button" className={css.icon} aria-label={t('layouts.removeGroup', { name: ` ${zoneWord(zone)}` })} title={t('layouts.removeGroup', { name: '' })} onClick={() => onChange(withoutZone(layout, zone.key))}>
                    <X size={16} aria-hidden="true" />
                  </button>
                )}
              </>
            ) : (
              <h2>{zoneWord(zone)}</h2>
            )}
          </header>
          {zone.items.length === 0 && <p className={css.none}>{t('layouts.zoneEmpty')}</p>}
          <ul>
            {zone.items.map(name => {
              const word = wordOf(name)
              const why = neededWhy?.(name)
              return (
                <li
                  key={name}
                  className={css.item}
                  draggable
                  data-dragged={dragged === name || undefined}
                  onDragStart={event => {
                    event.dataTransfer.setData('text/plain', word)
                    event.dataTransfer.effectAllowed = 'move'
                    setDragged(name)
                  }}
                  onDragEnd={() => {
                    setDragged(undefined)
                    setOver(undefined)
                  }}
                  {...dropping(`item ${name}`, event => drop(event, zone, name))}
                >
                  <button type="button" className={css.icon} data-at={`handle ${name}`} aria-label={t('layouts.handle', { name: word })} aria-describedby={hint} onKeyDown={event => onKeyDown(event, name)}>
                    <GripVertical size={16} aria-hidden="true" />
                  </button>
                  <span className={css.word}>{word}</span>
                  {renderMore?.(name)}
                  {(['up', 'down'] as const).map(step => (
                    <button key={step} type="button" className={css.icon} data-at={`${step} ${name}`} aria-label={t(`layouts.${step}`, { name: word })} aria-disabled={moved(layout, name, step) === layout} onClick={() => place(moved(layout, name, step), name, `${step} ${name}`)}>
                      {step === 'up' ? <ArrowUp size={16} aria-hidden="true" /> : <ArrowDown size={16} aria-hidden="true" />}
                    </button>
                  ))}
                  <button
                    type="button"
                    className={css.icon}
                    aria-label={why ? `${t('layouts.hide', { name: word })}. ${why}` : t('layouts.hide', { name: word })}
                    data-tip={why}
                    aria-disabled={why !== undefined}
                    onClick={() => !why && place(hide(layout, name), name, `show ${name}`)}
                  >
                    <EyeOff size={16} aria-hidden="true" />
                  </button>
                </li>
              )
            })}
          </ul>
        </section>
      ))}
      {isFree && (
        <Button icon={Plus} onClick={addZone}>
          {t('layouts.addGroup')}
        </Button>
      )}
      <section className={ui.block} aria-label={hiddenWord ?? t('layouts.hidden')}>
        <header className={css.zoneHead}>
          <h2>{hiddenWord ?? t('layouts.hidden')}</h2>
        </header>
        {layout.hidden.length === 0 && <p className={css.none}>{t('layouts.hiddenNone')}</p>}
        <ul>
          {layout.hidden.map(name => (
            <li key={name} className={css.item}>
              <span className={css.word}>{wordOf(name)}</span>
              <Button isSmall data-at={`show ${name}`} aria-label={t('layouts.showOne', { name: wordOf(name) })} onClick={() => place(put(layout, name, layout.zones.at(-1)!.key, layout.zones.at(-1)!.items.length), name, `handle ${name}`)}>
                {t('layouts.show')}
              </Button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
