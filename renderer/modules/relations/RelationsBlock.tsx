import { Plus, Waypoints, X } from 'lucide-react'
import { type DragEvent, lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { useRecents } from '../../kernel/state/recent.ts'
import { formatDay, formatNumber, thisDay } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Avatar } from '../../kernel/ui/Avatar.tsx'
import { Block } from '../../kernel/ui/Block.tsx'
import { Button } from '../../kernel/ui/Button.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { useTypeLooks } from '../../kernel/ui/type-looks.ts'
import type { Party } from './RelateDialog.tsx'
import { predicateOf } from './kinds.ts'
import { recordIn } from './record-link.ts'
import { type Linked, useRelations, useUnlink } from './use-relations.ts'
import css from './relations.module.css'

const RelateDialog = lazy(async () => ({ default: (await import('./RelateDialog.tsx')).RelateDialog }))

/** A group shows so many at first. */
const FIRST = 8
const RECENTS = 4

/** All relations of a record, by what they say of it; a record dragged here is linked. */
export const RelationsBlock = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const { groups, error, retry } = useRelations(record.id)
  const recents = useRecents().filter(({ id }) => id !== record.id)
  const [asked, setAsked] = useState<readonly Party[]>()
  const [isOver, setOver] = useState(false)
  const [whole, setWhole] = useState<readonly string[]>([])
  const isOpen = record.trashedAt === null
  const shown = groups?.filter(({ kind }) => !kind.isBlock)
  const count = groups?.reduce((sum, group) => sum + group.count, 0)
  const onDrop = (event: DragEvent): void => {
    setOver(false)
    const found = recordIn(event.dataTransfer.getData('text/uri-list'), location.origin)
    if (!found || found.id === record.id) return
    event.preventDefault()
    unwrap(api.entities.get({ type: found.type, id: found.id })).then(answer => setAsked([{ id: answer.record.id, title: answer.record.title, type: answer.record.type }]), operations.failed)
  }
  const onDragOver = (event: DragEvent): void => {
    if (!isOpen || !event.dataTransfer.types.includes('text/uri-list')) return
    event.preventDefault()
    setOver(true)
  }
  return (
    <div className={css.target} data-over={isOver || undefined} onDragOver={onDragOver} onDragLeave={() => setOver(false)} onDrop={onDrop}>
      <Block
        icon={Waypoints}
        title={t('relations.relation.many')}
        count={count ? formatNumber(count, language) : undefined}
        name={`${entity.type}.relations`}
        actions={
          isOpen && (
            <Button look="plain" isSmall icon={Plus} onClick={() => setAsked([])}>
              {t('relations.add')}
            </Button>
          )
        }
      >
        {error && !groups ? <Failed error={error} onRetry={retry} /> : null}
        {shown?.map(group => {
          const name = `${group.kind.key} ${group.side}`
          const isWhole = whole.includes(name)
          const items = isWhole ? group.items : group.items.slice(0, FIRST)
          const title = predicateOf(t, group.kind, group.side)
          return (
            <section key={name} className={css.group} aria-label={title}>
              <h3>
                {title} <span>{group.count > 1 ? formatNumber(group.count, language) : ''}</span>
              </h3>
              <ul>
                {items.map(linked => (
                  <LinkedLine key={linked.id} linked={linked} isOpen={isOpen} />
                ))}
              </ul>
              {items.length < group.items.length && (
                <button type="button" className={css.more} onClick={() => setWhole(old => [...old, name])}>
                  {t('relations.more', { count: group.count - items.length, number: formatNumber(group.count - items.length, language) })}
                </button>
              )}
              {isWhole && group.count > group.items.length && <p className={css.hint}>{t('relations.newestOnly', { number: formatNumber(group.items.length, language) })}</p>}
            </section>
          )
        })}
        {groups?.length === 0 && <p className={css.none}>{t('relations.none')}</p>}
        {isOpen && recents.length > 0 && (
          <div className={css.recents} role="group" aria-label={t('relations.recents')}>
            <span>{t('relations.dragHint')}</span>
            {recents.slice(0, RECENTS).map(({ type, id, title }) => (
              <Link key={id} to={`/${type}/${id}`} className={css.recent} title={title}>
                {title || t('ui.untitled')}
              </Link>
            ))}
          </div>
        )}
      </Block>
      {asked && (
        <Suspense>
          <RelateDialog entity={entity} record={record} initial={asked} onClose={() => setAsked(undefined)} />
        </Suspense>
      )}
    </div>
  )
}

const LinkedLine = ({ linked, isOpen }: { readonly linked: Linked; readonly isOpen: boolean }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const unlink = useUnlink()
  const { record, since } = linked
  const looks = useTypeLooks(record.type)
  const title = record.title || t('ui.untitled')
  return (
    <li className={css.line}>
      <Avatar id={record.id} title={record.title} isSquare={!looks.isPerson} />
      <span className={css.lineText}>
        <Link to={`/${record.type}/${record.id}`}>{title}</Link>
        <span className={css.since}>{t('relations.since', { day: formatDay(thisDay(new Date(since)), language, Number(thisDay().slice(0, 4))) })}</span>
      </span>
      {isOpen && (
        <button type="button" className={css.remove} aria-label={t('relations.remove', { title })} title={t('relations.remove', { title })} onClick={() => void unlink(linked)}>
          <X size={14} aria-hidden="true" />
        </button>
      )}
    </li>
  )
}
