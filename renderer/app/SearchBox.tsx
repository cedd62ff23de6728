import { useQuery } from '@tanstack/react-query'
import { ListFilter, Plus, Search, Tag, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { AnyEntity } from '../../shared/kernel/entity/define.ts'
import { SHARE } from '../../shared/kernel/search/share.ts'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { unwrap } from '../kernel/rpc/connection.ts'
import { useOff } from '../kernel/state/off.ts'
import { useRecents } from '../kernel/state/recent.ts'
import { registry } from '../kernel/state/registry.ts'
import { countWords } from '../kernel/text/count-words.ts'
import { useLanguage } from '../kernel/text/use-language.ts'
import { manyWord, newWord } from '../kernel/text/words.ts'
import { Avatar } from '../kernel/ui/Avatar.tsx'
import { Failed } from '../kernel/ui/Failed.tsx'
import { useShortcuts } from '../kernel/ui/shortcuts.ts'
import { useFoundTags } from './found-tags.ts'
import { markMatches } from './marks.ts'
import { typeLooks } from './modules.ts'
import { newNamedSo } from './named-so.ts'
import css from './search.module.css'

const PAUSE_MS = 80
const MOST = 60
const A_GROUP = 5

interface Found {
  readonly type: string
  readonly id: string
  readonly title: string
  readonly snippet?: string
}

/** What the arrows walk through. */
interface Choice {
  readonly to: string
  readonly shows: ReactNode
  /** The list of all of its kind that were found. */
  readonly list?: string
}

interface Group {
  readonly name: string
  readonly count?: string
  readonly choices: readonly Choice[]
}

/** Types of which a record may be made of a name alone. */
const named = (): AnyEntity[] => registry().filter(entity => !entity.internal && (entity.nameField || typeLooks.get(entity.type)?.isPerson))

const listOf = (type: string, text: string): string => `/${type}?q=${encodeURIComponent(text)}`

const Marked = ({ text, query }: { readonly text: string; readonly query: string }) =>
  markMatches(text, query).map((part, index) => (part.isMatch ? <mark key={index}>{part.text}</mark> : part.text))

const Record = ({ found: { type, id, title, snippet }, query }: { readonly found: Found; readonly query: string }) => {
  const { t } = useTranslation()
  return (
    <>
      <Avatar id={id} title={title} isSquare={!typeLooks.get(type)?.isPerson} />
      <span className={css.hitText}>
        <span>
          <Marked text={title || t('ui.untitled')} query={query} />
        </span>
        {snippet && (
          <span className={css.hitMore}>
            <Marked text={snippet} query={query} />
          </span>
        )}
      </span>
    </>
  )
}

/** Finds any record by the beginnings of its words; empty, it offers those that were opened last. */
export const SearchBox = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const navigate = useNavigate()
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  const opener = useRef<HTMLElement>(null)
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState(0)
  /** Where Enter leads as soon as what is shown is of what is typed. */
  const [wanted, setWanted] = useState<'to' | 'list'>()
  const off = useOff()
  const recents = useRecents().filter(({ type }) => !off.types.has(type))
  const foundTags = useFoundTags(isOpen ? typed.trim() : '')
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

  const isBlank = typed.trim() === ''
  const isNothing = !isBlank && data?.hits.length === 0 && foundTags.length === 0
  const choiceOf = (found: Found, query: string): Choice => ({
    to: `/${found.type}/${found.id}`,
    shows: <Record found={found} query={query} />,
    ...(query && { list: listOf(found.type, query) }),
  })
  const groupOf = (entity: AnyEntity): Group[] => {
    const own = data!.hits.filter(hit => hit.type === entity.type)
    if (own.length === 0) return []
    // Where there was no room for all hits, a type may have more than those that it was given.
    const hasMore = data!.hits.length >= MOST && own.length >= SHARE
    const isCut = hasMore || own.length > A_GROUP
    const all = listOf(entity.type, data!.text)
    const more: Choice = {
      to: all,
      list: all,
      shows: (
        <span className={css.more}>
          <ListFilter size={14} aria-hidden="true" />
          {t('ui.seeAllOf', { many: manyWord(t, entity).toLowerCase() })}
        </span>
      ),
    }
    return [
      {
        name: manyWord(t, entity),
        count: hasMore ? `${own.length}+` : String(own.length),
        choices: [...own.slice(0, A_GROUP).map(hit => choiceOf(hit, data!.text)), ...(isCut ? [more] : [])],
      },
    ]
  }
  const creation = (entity: AnyEntity): Choice => ({
    to: newNamedSo(entity, typed),
    shows: (
      <span className={css.more}>
        <Plus size={14} aria-hidden="true" />
        {t('shell.newNamed', { one: newWord(t, entity), text: typed.trim() })}
      </span>
    ),
  })
  const tagGroup: Group[] =
    foundTags.length > 0
      ? [
          {
            name: t('config.shared.tags'),
            choices: foundTags.map(({ name, type, count, to }) => ({
              to,
              list: to,
              shows: (
                <span className={css.more}>
                  <Tag size={14} aria-hidden="true" />
                  <Marked text={name} query={typed} /> · {countWords(t, registry().find(entity => entity.type === type)!, count, language)}
                </span>
              ),
            })),
          },
        ]
      : []
  const groups: readonly Group[] = isBlank
    ? recents.length > 0
      ? [{ name: t('shell.recent'), choices: recents.map(recent => choiceOf(recent, '')) }]
      : []
    : isNothing
      ? [{ name: t('ui.create'), choices: named().filter(({ type }) => !off.types.has(type)).map(creation) }]
      : data
        ? [...new Set(data.hits.map(hit => hit.type))].flatMap(type => groupOf(registry().find(entity => entity.type === type)!)).concat(tagGroup)
        : []
  const choices = groups.flatMap(group => group.choices)
  const current = Math.min(chosen, Math.max(0, choices.length - 1))

  const close = (): void => {
    setOpen(false)
    opener.current?.focus()
    opener.current = null
  }
  const go = (to: string | undefined): void => {
    setWanted(undefined)
    if (!to) return
    setOpen(false)
    setTyped('')
    opener.current = null
    input.current?.blur()
    void navigate(to)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    switch (event.key) {
      case 'ArrowDown':
        setOpen(true)
        setChosen(Math.min(current + 1, choices.length - 1))
        break
      case 'ArrowUp':
        setChosen(Math.max(current - 1, 0))
        break
      case 'Enter':
        setWanted(event.ctrlKey || event.metaKey ? 'list' : 'to')
        break
      case 'Escape':
        if (typed) setTyped('')
        else close()
        break
      default:
        return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  useEffect(() => {
    if (wanted && (isBlank || data?.text === typed.trim())) go(choices[current]?.[wanted])
  })

  const isShown = isOpen && (isBlank ? recents.length > 0 : data !== undefined || error !== null)
  const optionId = (index: number): string => `${list}-${index}`
  return (
    <search className={css.search} onBlur={event => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}>
      <div className={css.searchBox}>
        <Search size={16} aria-hidden="true" />
        <input
          ref={input}
          role="combobox"
          aria-label={t('ui.search')}
          aria-keyshortcuts="Control+K"
          aria-expanded={isShown}
          aria-controls={isShown ? list : undefined}
          aria-autocomplete="list"
          aria-activedescendant={isShown && choices.length ? optionId(current) : undefined}
          placeholder={t('ui.search')}
          autoComplete="off"
          spellCheck={false}
          maxLength={400}
          value={typed}
          onChange={event => {
            setTyped(event.target.value)
            setWanted(undefined)
            setChosen(0)
            setOpen(true)
          }}
          onFocus={() => setOpen(true)}
          onClick={() => setOpen(true)}
          onKeyDown={onKeyDown}
        />
        {typed ? (
          <button
            type="button"
            className={css.clear}
            aria-label={t('ui.clear')}
            onClick={() => {
              setTyped('')
              input.current?.focus()
            }}
          >
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
          ) : (
            <>
              {isNothing && (
                <p className={css.nothing} role="status">
                  {t('ui.nothingFound', { text: data?.text })}
                </p>
              )}
              <div id={list} role="listbox" aria-label={t(isBlank ? 'shell.recent' : 'ui.results')} className={css.hits}>
                {groups.map(({ name, count, choices: own }) => (
                  <div key={name} role="group" aria-label={name}>
                    <div className={css.hitGroup} aria-hidden="true">
                      {name} <span>{count}</span>
                    </div>
                    {own.map(choice => {
                      const index = choices.indexOf(choice)
                      return (
                        <Option key={choice.to} id={optionId(index)} isCurrent={index === current} onChoose={() => go(choice.to)}>
                          {choice.shows}
                        </Option>
                      )
                    })}
                  </div>
                ))}
              </div>
            </>
          )}
          <div className={css.searchFoot} aria-hidden="true">
            <span>
              <kbd>↑</kbd> <kbd>↓</kbd> {t('ui.browse')}
            </span>
            <span>
              <kbd>{t('ui.keyEnter')}</kbd> {t('ui.toOpen')}
            </span>
            {!isBlank && !isNothing && (
              <span>
                <kbd>{t('ui.keyCtrlEnter')}</kbd> {t('shell.toOpenList')}
              </span>
            )}
            <span className={css.grow} />
            <span className={css.aside}>{t('ui.accentsIgnored')}</span>
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
  const option = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isCurrent) option.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  return (
    <div
      ref={option}
      id={id}
      role="option"
      aria-selected={isCurrent}
      className={isCurrent ? `${css.hit} ${css.hitCurrent}` : css.hit}
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
