import { Check, ChevronDown, LayoutGrid, List, type LucideIcon, Pencil, Plus, RotateCcw, Save, SquareKanban, Star, Trash2 } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { visiblePaths } from '../../../shared/kernel/entity/paths.ts'
import { GROUP_UNITS, isGroupable } from '../../../shared/kernel/view/grouping.ts'
import type { SavedViewView } from '../../../shared/kernel/view/view-schemas.ts'
import { type Form, FORMS, SAVED_VIEW } from '../../../shared/kernel/view/view.ts'
import { columnWord } from '../list/column-word.ts'
import type { Layout } from '../list/columns.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { type RoleName, useRoles } from '../state/roles.ts'
import { fieldWord } from '../text/words.ts'
import { Button } from '../ui/Button.tsx'
import { Segments } from '../ui/Segments.tsx'
import { Select } from '../ui/Select.tsx'
import { useOnce } from '../ui/use-once.ts'
import { isSameLooks, looksOf } from './looks.ts'
import { boardFields, groupText, readGroup, readShape, type Shape } from './view-address.ts'
import filterCss from '../filter/filter.module.css'
import list from '../list/list.module.css'
import css from './view.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly views: readonly SavedViewView[]
  /** The view that is chosen. */
  readonly view: SavedViewView | undefined
  /** How the list looks now. */
  readonly params: URLSearchParams
  readonly layout: Layout
  /** Leads to a view as it was saved, or without one to the list as its type has it. */
  readonly onChoose: (id: string | undefined) => void
  readonly onShape: (change: Partial<Shape>) => void
  /** Runs when the view has been saved as the list looks now. */
  readonly onSaved: () => void
}

const ICONS: Readonly<Record<Form, LucideIcon>> = { table: List, cards: LayoutGrid, board: SquareKanban }

const takeFocus = (input: HTMLElement | null): void => input?.focus()

/** What is asked for a new name: of the view itself, or of a new one made like it. */
type Naming = 'new' | 'rename'

/** The looks of a list: one saved view to choose, the way it is laid out, and what differs from the saved one kept or taken back. */
export const ViewPicker = ({ entity, views, view, params, layout, onChoose, onShape, onSaved }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const api = useApi()
  const operations = useOperations()
  const [isOpen, setOpen] = useState(false)
  const [naming, setNaming] = useState<Naming>()
  const panel = useRef<HTMLDivElement>(null)
  const looks = looksOf(entity, params, layout)
  const isChanged = view !== undefined && !isSameLooks(entity, view.looks, looks)
  const boards = boardFields(entity)
  const roles = useRoles()
  const { form, group, board } = readShape(entity, params)
  const Icon = ICONS[form]
  const close = (): void => panel.current?.hidePopover()
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act()
    } catch (error) {
      operations.failed(error)
    }
  }
  const choose = (chosen: string | undefined): void => {
    close()
    onChoose(chosen)
  }
  const keep = (): Promise<void> =>
    attempt(async () => {
      const { op } = await unwrap(api.entities.save({ type: SAVED_VIEW, id: view!.id, patch: { looks } }))
      operations.report(op, t('views.saved', { name: view!.name }))
      onSaved()
    })
  const name = (given: string, isShared: boolean): Promise<void> =>
    attempt(async () => {
      const patch = naming === 'rename' ? { name: given, isShared } : { name: given, isShared, forType: entity.type, looks }
      const { op, record } = await unwrap(api.entities.save({ type: SAVED_VIEW, ...(naming === 'rename' ? { id: view!.id } : {}), patch }))
      operations.report(op, t('views.saved', { name: given }))
      close()
      if (naming === 'new') onChoose(record.id)
    })
  const makeDefault = (isDefault: boolean, role?: RoleName): Promise<void> =>
    attempt(async () => {
      const { op } = await unwrap(api.views.makeDefault({ id: view!.id, isDefault, ...(role && { role: role.id }) }))
      operations.report(op, t(isDefault ? 'views.defaultNow' : 'views.defaultNoMore', { name: view!.name }))
      close()
    })
  const remove = (): Promise<void> =>
    attempt(async () => {
      const { op } = await unwrap(api.entities.remove({ type: SAVED_VIEW, id: view!.id }))
      operations.report(op, t('views.removed', { name: view!.name }))
      choose(undefined)
    })
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || (event.target as Element).matches('select')) return
    const items = [...panel.current!.querySelectorAll<HTMLElement>('input, button, select')]
    const at = items.indexOf(document.activeElement as HTMLElement)
    items[(at + (event.key === 'ArrowDown' ? 1 : -1) + items.length) % items.length]?.focus()
    event.preventDefault()
  }
  const groupings = visiblePaths(entity).filter(isGroupable).flatMap(at => {
    const word = columnWord(t, entity, at.path)
    return at.leaf.kind === 'date' ? GROUP_UNITS.map(unit => ({ value: `${at.path}@${unit}`, word: t(`views.by.${unit}`, { name: word }) })) : [{ value: at.path, word }]
  })
  const grouped = group ? groupText(group) : ''
  const isElsewhere = grouped !== '' && !groupings.some(({ value }) => value === grouped)
  const groups = [
    { word: t('views.mine'), those: views.filter(({ isShared }) => !isShared) },
    { word: t('views.shared'), those: views.filter(({ isShared }) => isShared) },
  ]
  return (
    <>
      <button type="button" className={list.picker} popoverTarget={id} aria-haspopup="dialog" aria-expanded={isOpen} data-set={view ? true : undefined}>
        <Icon size={16} aria-hidden="true" />
        <span>
          {t('list.view')}
          {t('ui.colon')}
          {view?.name ?? t(`views.form.${form}`)}
        </span>
        {isChanged && <small>{t('views.changed')}</small>}
        <ChevronDown size={14} aria-hidden="true" />
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={t('list.view')}
        className={`${filterCss.choices} ${css.panel}`}
        onKeyDown={onKeyDown}
        onBeforeToggle={event => event.newState === 'open' && flushSync(() => setOpen(true))}
        onToggle={event => {
          if (event.newState === 'open') return panel.current?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus()
          setOpen(false)
          setNaming(undefined)
        }}
      >
        {isOpen && naming && <Naming key={naming} view={naming === 'rename' ? view : undefined} onName={name} onCancel={() => setNaming(undefined)} />}
        {isOpen && !naming && (
          <>
            <div className={css.shape}>
              <Segments
                label={t('views.formLabel')}
                value={form}
                options={FORMS.filter(each => each !== 'board' || boards.length > 0).map(each => {
                  const Each = ICONS[each]
                  return {
                    value: each,
                    word: (
                      <>
                        <Each size={14} aria-hidden="true" />
                        {t(`views.form.${each}`)}
                      </>
                    ),
                  }
                })}
                onChoose={next => onShape({ form: next })}
              />
              {form === 'table' && (
                <Select
                  label={t('views.groupBy')}
                  value={grouped}
                  options={[{ value: '', word: t('views.noGroup') }, ...(isElsewhere ? [{ value: grouped, word: columnWord(t, entity, group!.field) }] : []), ...groupings]}
                  onChoose={next => onShape({ group: readGroup(entity, next) })}
                />
              )}
              {form === 'board' && boards.length > 1 && (
                <Select label={t('views.boardBy')} value={board!} options={boards.map(each => ({ value: each, word: fieldWord(t, entity, each) }))} onChoose={next => onShape({ board: next })} />
              )}
            </div>
            {views.length > 0 && (
              <div className={filterCss.choicesFoot}>
                <button type="button" className={filterCss.choice} aria-current={!view || undefined} onClick={() => choose(undefined)}>
                  <span>{t('views.own')}</span>
                </button>
                {groups.map(
                  ({ word, those }) =>
                    those.length > 0 && (
                      <section key={word} aria-label={word}>
                        <h3 aria-hidden="true">{word}</h3>
                        {those.map(one => (
                          <button key={one.id} type="button" className={filterCss.choice} aria-current={one.id === view?.id || undefined} onClick={() => choose(one.id)}>
                            <span>{one.name}</span>
                            {(one.isDefault || one.roles.length > 0) && <small>{one.isDefault ? t('views.default') : roles.filter(role => one.roles.includes(role.id)).map(role => role.title).join(', ')}</small>}
                          </button>
                        ))}
                      </section>
                    ),
                )}
              </div>
            )}
            <div className={filterCss.choicesFoot}>
              {isChanged && (
                <>
                  <Act icon={Save} word={t('views.save', { name: view.name })} onAct={() => void keep().then(close)} />
                  <Act icon={RotateCcw} word={t('views.reset')} onAct={() => choose(view.id)} />
                </>
              )}
              <Act icon={Plus} word={t('views.saveAs')} onAct={() => setNaming('new')} />
              {view && (
                <>
                  <Act icon={view.isDefault ? Check : Star} word={t(view.isDefault ? 'views.noDefault' : 'views.makeDefault')} onAct={() => void makeDefault(!view.isDefault)} />
                  {view.isShared &&
                    roles.map(role => {
                      const isSo = view.roles.includes(role.id)
                      return <Act key={role.id} icon={isSo ? Check : Star} word={t(isSo ? 'views.noDefaultFor' : 'views.makeDefaultFor', { role: role.title })} onAct={() => void makeDefault(!isSo, role)} />
                    })}
                  <Act icon={Pencil} word={t('views.rename')} onAct={() => setNaming('rename')} />
                  <Act icon={Trash2} word={t('views.remove')} onAct={() => void remove()} />
                </>
              )}
            </div>
          </>
        )}
      </div>
      {isChanged && (
        <Button isSmall look="plain" onClick={() => void keep()}>
          {t('views.saveShort')}
        </Button>
      )}
    </>
  )
}

const Act = ({ icon: Icon, word, onAct }: { readonly icon: LucideIcon; readonly word: string; readonly onAct: () => void }) => (
  <button type="button" className={filterCss.choice} onClick={onAct}>
    <Icon size={14} aria-hidden="true" />
    <span>{word}</span>
  </button>
)

interface NamingProps {
  /** The view that is renamed; without one a new one is named. */
  readonly view: SavedViewView | undefined
  readonly onName: (name: string, isShared: boolean) => Promise<void>
  readonly onCancel: () => void
}

/** How a view is called, and who sees it. */
const Naming = ({ view, onName, onCancel }: NamingProps) => {
  const { t } = useTranslation()
  const id = useId()
  const [isShared, setShared] = useState(view?.isShared ?? false)
  const [isMissing, setMissing] = useState(false)
  const [isBusy, once] = useOnce()
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const given = String(new FormData(event.currentTarget).get('name')).trim()
    if (given) void once(() => onName(given, isShared))
    else {
      setMissing(true)
      event.currentTarget.querySelector('input')?.focus()
    }
  }
  return (
    <form className={css.naming} onSubmit={submit}>
      <label htmlFor={id}>{t('views.name')}</label>
      <input id={id} name="name" ref={takeFocus} autoComplete="off" maxLength={200} defaultValue={view?.name} aria-invalid={isMissing || undefined} aria-describedby={isMissing ? `${id}-wrong` : undefined} onChange={() => setMissing(false)} />
      {isMissing && (
        <p id={`${id}-wrong`} role="alert" className={css.wrong}>
          {t('views.nameMissing')}
        </p>
      )}
      <Segments
        label={t('views.who')}
        value={isShared ? 'shared' : 'mine'}
        options={(['mine', 'shared'] as const).map(value => ({ value, word: t(`views.forWho.${value}`) }))}
        onChoose={value => setShared(value === 'shared')}
      />
      <div className={css.namingFoot}>
        <Button isSmall look="plain" onClick={onCancel}>
          {t('ui.cancel')}
        </Button>
        <Button isSmall type="submit" disabled={isBusy}>
          {t('views.keep')}
        </Button>
      </div>
    </form>
  )
}
