import { ChevronDown, Filter as Funnel, Pencil, Plus, X } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { SAVED_FILTER } from '../../../shared/kernel/filter/saved.ts'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import type { SavedFilterView } from '../../../shared/kernel/filter/filter-views.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { type Chosen, writeChosen } from './filter-address.ts'
import { savedName } from './say-filter.ts'
import { useSavedFilters } from './use-filter-names.ts'
import list from '../list/list.module.css'
import css from './filter.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly chosen: Chosen
  /** What is asked besides, above the columns; it can be saved with the filter. */
  readonly asked: readonly Filter[]
  readonly onChoose: (chosen: Chosen) => void
  /** Runs when what is asked above the columns has become part of the saved filter. */
  readonly onSaved: (chosen: Chosen) => void
}

type Group = 'system' | 'mine' | 'shared'
const groupOf = ({ isSystem, isMine }: SavedFilterView): Group => (isSystem ? 'system' : isMine ? 'mine' : 'shared')
const GROUPS: readonly Group[] = ['mine', 'shared', 'system']

const addressOf = (chosen: Chosen): URLSearchParams => {
  const params = new URLSearchParams()
  writeChosen(params, chosen)
  return params
}

/** The filter of a list: one to choose, make, change, save; what differs from the saved one is said and can be kept. */
export const FilterPicker = ({ entity, chosen, asked, onChoose, onSaved }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const api = useApi()
  const operations = useOperations()
  const { search } = useLocation()
  const { filters } = useSavedFilters()
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const panel = useRef<HTMLDivElement>(null)
  const saved = filters.find(one => one.id === chosen.saved)
  const isChanged = chosen.conditions !== undefined || asked.length > 0
  const name = saved ? savedName(t, saved) : chosen.conditions ? t('filters.unsaved') : chosen.saved ? t('filters.says.missing') : t('list.noFilter')
  const known = filters.filter(one => one.forType === entity.type && !one.isTrashed && fold(savedName(t, one)).includes(fold(typed)))
  const offered = known.filter(one => !one.isDisabled)
  const disabled = known.filter(one => one.isDisabled)
  const builder = `/${entity.type}/filtre${search}`
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const items = [...panel.current!.querySelectorAll<HTMLElement>('input, button, a')]
    const at = items.indexOf(document.activeElement as HTMLElement)
    items[(at + (event.key === 'ArrowDown' ? 1 : -1) + items.length) % items.length]?.focus()
    event.preventDefault()
  }
  const choose = (next: Chosen): void => {
    panel.current?.hidePopover()
    onChoose(next)
  }
  const keep = async (): Promise<void> => {
    const base = chosen.conditions ?? saved!.filter
    const filter: Filter = asked.length === 0 ? base : { all: [...('all' in base ? base.all : [base]), ...asked] }
    try {
      const { op } = await unwrap(api.entities.save({ type: SAVED_FILTER, id: saved!.id, patch: { filter } }))
      operations.report(op, t('filters.page.savedAs', { name: saved!.name }))
      onSaved({ saved: saved!.id })
    } catch (error) {
      operations.failed(error)
    }
  }
  return (
    <>
      <button type="button" className={list.picker} popoverTarget={id} aria-haspopup="dialog" aria-expanded={isOpen} data-set={chosen.saved || chosen.conditions ? true : undefined}>
        <Funnel size={16} aria-hidden="true" />
        <span>
          {t('list.filter')}
          {t('ui.colon')}
          {name}
        </span>
        {saved && isChanged && <small>{t('filters.changed')}</small>}
        <ChevronDown size={14} aria-hidden="true" />
      </button>
      <div ref={panel} id={id} popover="auto" role="dialog" aria-label={t('list.filter')} className={css.choices} onKeyDown={onKeyDown} onBeforeToggle={event => event.newState === 'open' && flushSync(() => setOpen(true))} onToggle={event => {
        if (event.newState === 'open') return panel.current?.querySelector('input')?.focus()
        setOpen(false)
        setTyped('')
      }}>
        {isOpen && (
          <>
            <input type="search" autoComplete="off" aria-label={t('filters.search')} placeholder={t('filters.search')} value={typed} onChange={event => setTyped(event.target.value)} onKeyDown={event => {
              if (event.key === 'Enter' && typed && offered[0]) choose({ saved: offered[0].id })
            }} />
            {(chosen.saved || chosen.conditions) && (
              <button type="button" className={css.choice} onClick={() => choose({})}>
                <X size={14} aria-hidden="true" />
                <span>{t('filters.leave')}</span>
              </button>
            )}
            {GROUPS.map(group => {
              const those = offered.filter(one => groupOf(one) === group)
              return (
                those.length > 0 && (
                  <section key={group} aria-label={t(`filters.groups.${group}`)}>
                    <h3 aria-hidden="true">{t(`filters.groups.${group}`)}</h3>
                    {those.map(one => (
                      <button key={one.id} type="button" className={css.choice} aria-current={one.id === chosen.saved || undefined} onClick={() => choose({ saved: one.id })}>
                        <span>{savedName(t, one)}</span>
                        {group === 'mine' && one.isShared && <small>{t('filters.page.shared')}</small>}
                      </button>
                    ))}
                  </section>
                )
              )
            })}
            {disabled.length > 0 && (
              <section aria-label={t('filters.groups.disabled')}>
                <h3 aria-hidden="true">{t('filters.groups.disabled')}</h3>
                {disabled.map(one => (
                  <Link key={one.id} className={css.choice} to={`/${entity.type}/filtre?${addressOf({ saved: one.id })}`} onClick={() => panel.current?.hidePopover()}>
                    <span>{savedName(t, one)}</span>
                    {one.why && <small>{one.why}</small>}
                  </Link>
                ))}
              </section>
            )}
            {known.length === 0 && typed && <p className={css.none}>{t('filters.noneFound')}</p>}
            <div className={css.choicesFoot}>
              {(chosen.saved || chosen.conditions) && (
                <Link className={css.choice} to={builder} onClick={() => panel.current?.hidePopover()}>
                  <Pencil size={14} aria-hidden="true" />
                  <span>{t('filters.edit')}</span>
                </Link>
              )}
              <Link className={css.choice} to={`/${entity.type}/filtre`} onClick={() => panel.current?.hidePopover()}>
                <Plus size={14} aria-hidden="true" />
                <span>{t('filters.newOne')}</span>
              </Link>
            </div>
          </>
        )}
      </div>
      {saved && !saved.isSystem && isChanged && (
        <Button isSmall look="plain" onClick={() => void keep()}>
          {t('filters.save')}
        </Button>
      )}
      {isChanged && (
        <ButtonLink isSmall look="plain" to={builder}>
          {t(saved ? 'filters.saveAs' : 'filters.saveThis')}
        </ButtonLink>
      )}
      {saved && chosen.conditions && (
        <Button isSmall look="plain" onClick={() => onChoose({ saved: saved.id })}>
          {t('filters.revert')}
        </Button>
      )}
    </>
  )
}
