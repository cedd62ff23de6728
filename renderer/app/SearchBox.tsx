import { useQuery } from '@tanstack/react-query'
import { Search, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { registry } from '../../shared/registry.ts'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { unwrap } from '../kernel/rpc/connection.ts'
import { useRecents } from '../kernel/state/recent.ts'
import { manyWord } from '../kernel/text/words.ts'
import { Avatar } from '../kernel/ui/Avatar.tsx'
import { Failed } from '../kernel/ui/Failed.tsx'
import { useShortcuts } from '../kernel/ui/shortcuts.ts'
import { markMatches } from './marks.ts'
import { typeLooks } from './modules.ts'
import css from './shell.module.css'

const PAUSE_MS = 80
const MOST = 60
const A_GROUP = 5

const pageOf = ({ type, id }: { readonly type: string; readonly id: string }): string => `/${type}/${id}`
const listOf = (type: string, text: string): string => `/${type}?q=${encodeURIComponent(text)}`

const Marked = ({ text, query }: { readonly text: string; readonly query: string }) =>
  markMatches(text, query).map((part, index) => (part.isMatch ? <mark key={index}>{part.text}</mark> : part.text))

/** Finds any record by the beginnings of its words. */
export const SearchBox = () => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  const opener = useRef<HTMLElement>(null)
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState(0)
  const text = usePaused(typed.trim(), PAUSE_MS)
  const { data, error } = useQuery({
    queryKey: ['entities', 'search', text],
    queryFn: async ({ signal }) => ({ text, hits: (await unwrap(api.search.find({ text, limit: MOST }, { signal }))).hits }),
    enabled: isOpen && text !== '',
    staleTime: 0,
    gcTime: 0,
    placeholderData: old => old,
  })
  useShortcuts({
    'ctrl+k': () => {
      if (document.activeElement instanceof HTMLElement && document.activeElement !== input.current) opener.current = document.activeElement
      input.current?.focus()
      input.current?.select()
      setOpen(true)
    },
  })
  const recents = useRecents()
  const isBlank = typed.trim() === ''
  const hits = !isBlank && data ? data.hits : []
  const groups = registry.flatMap(entity => {
    const own = hits.filter(hit => hit.type === entity.type)
    return own.length ? [{ entity, count: own.length, hits: own.length > A_GROUP ? own.slice(0, A_GROUP) : own }] : []
  })
  /** What the arrows walk through: hits, and after a cut group the way to its list. */
  const inOrder = isBlank ? recents.map(pageOf) : groups.flatMap(({ entity, count, hits: own }) => [
    ...own.map(pageOf),
    ...(count > own.length ? [listOf(entity.type, data!.text)] : []),
  ])
  const current = Math.min(chosen, Math.max(0, inOrder.length - 1))
  const close = (): void => {
    setOpen(false)
    opener.current?.focus()
    opener.current = null
  }
  const go = (index: number): void => {
    const to = inOrder[index]
    if (!to) return
    setOpen(false)
    setTyped('')
    opener.current = null
    input.current?.blur()
    void navigate(to)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setChosen(Math.min(current + 1, inOrder.length - 1))
    else if (event.key === 'ArrowUp') setChosen(Math.max(current - 1, 0))
    else if (event.key === 'Enter') go(current)
    else if (event.key === 'Escape') {
      if (typed) setTyped('')
      else close()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const isShown = isOpen && (isBlank ? recents.length > 0 : data !== undefined || error !== null)
  const optionId = (index: number): string => `${list}-${index}`
  const optionOf = (to: string, children: ReactNode): ReactNode => {
    const index = inOrder.indexOf(to)
    return (
      <Option key={to} id={optionId(index)} isCurrent={index === current} onChoose={() => go(index)}>
        {children}
      </Option>
    )
  }
  return (
    <search className={css.search} onBlur={event => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}>
      <div className={css.searchBox}>
        <Search size={16} aria-hidden="true" />
        <input
          ref={input}
          role="combobox"
          aria-label={t('ui.search')}
          aria-expanded={isShown}
          aria-controls={isShown ? list : undefined}
          aria-autocomplete="list"
          aria-activedescendant={isShown && inOrder.length ? optionId(current) : undefined}
          placeholder={t('ui.search')}
          autoComplete="off"
          spellCheck={false}
          maxLength={400}
          value={typed}
          onChange={event => {
            setTyped(event.target.value)
            setChosen(0)
            setOpen(true)
          }}
          onFocus={() => setOpen(true)}
          onKeyDown={onKeyDown}
        />
        {typed ? (
          <button type="button" className={css.clear} aria-label={t('ui.clear')} onClick={() => { setTyped(''); input.current?.focus() }}>
            <X size={14} aria-hidden="true" />
          </button>
        ) : (
          <kbd aria-hidden="true">{t('ui.keyCtrlK')}</kbd>
        )}
      </div>
      {isShown && (
        <div className={css.found}>
          {error && !isBlank ? (
            <Failed error={error} />
          ) : inOrder.length === 0 ? (
            <p className={css.nothing} role="status">
              {t('ui.nothingFound', { text: data?.text })}
            </p>
          ) : (
            <div id={list} role="listbox" aria-label={t(isBlank ? 'shell.recent' : 'ui.results')} className={css.hits}>
              {isBlank && (
                <div role="group" aria-label={t('shell.recent')}>
                  <div className={css.hitGroup} aria-hidden="true">
                    {t('shell.recent')}
                  </div>
                  {recents.map(recent =>
                    optionOf(
                      pageOf(recent),
                      <>
                        <Avatar id={recent.id} title={recent.title} isSquare={!typeLooks.get(recent.type)?.isPerson} />
                        <div className={css.hitText}>
                          <span>{recent.title || t('ui.untitled')}</span>
                        </div>
                      </>,
                    ),
                  )}
                </div>
              )}
              {groups.map(({ entity, count, hits: own }) => (
                <div key={entity.type} role="group" aria-label={manyWord(t, entity)}>
                  <div className={css.hitGroup} aria-hidden="true">
                    {manyWord(t, entity)} <span>{hits.length >= MOST && count > own.length ? `${count}+` : count}</span>
                  </div>
                  {own.map(hit =>
                    optionOf(
                      pageOf(hit),
                      <>
                        <Avatar id={hit.id} title={hit.title} isSquare={!typeLooks.get(hit.type)?.isPerson} />
                        <div className={css.hitText}>
                          <span>
                            <Marked text={hit.title || t('ui.untitled')} query={data!.text} />
                          </span>
                          {hit.snippet && (
                            <span className={css.hitMore}>
                              <Marked text={hit.snippet} query={data!.text} />
                            </span>
                          )}
                        </div>
                      </>,
                    ),
                  )}
                  {count > own.length && optionOf(listOf(entity.type, data!.text), t('ui.seeAllOf', { many: manyWord(t, entity).toLowerCase() }))}
                </div>
              ))}
            </div>
          )}
          <div className={css.searchFoot} aria-hidden="true">
            <span>
              <kbd>↑</kbd> <kbd>↓</kbd> {t('ui.browse')}
            </span>
            <span>
              <kbd>{t('ui.keyEnter')}</kbd> {t('ui.toOpen')}
            </span>
            <span className={css.grow} />
            <span>{t('ui.accentsIgnored')}</span>
          </div>
        </div>
      )}
    </search>
  )
}

interface OptionProps {
  readonly id: string
  readonly isCurrent: boolean
  readonly onChoose: () => void
  readonly children: ReactNode
}

const Option = ({ id, isCurrent, onChoose, children }: OptionProps) => {
  const { t } = useTranslation()
  return (
    <div
      id={id}
      role="option"
      aria-selected={isCurrent}
      className={isCurrent ? `${css.hit} ${css.hitCurrent}` : css.hit}
      ref={element => {
        if (isCurrent) element?.scrollIntoView({ block: 'nearest' })
      }}
      onMouseDown={event => event.preventDefault()}
      onClick={onChoose}
    >
      {children}
      {isCurrent && <kbd aria-hidden="true">{t('ui.keyEnter')}</kbd>}
    </div>
  )
}

/** A value once it rests for a moment. */
const usePaused = <V,>(value: V, ms: number): V => {
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return paused
}
