import { GitMerge, Split } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import type { DuplicateGroup } from '../../../shared/modules/duplicates/duplicates.rpc.ts'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { reasonsText } from '../../kernel/text/reasons-text.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Avatar } from '../../kernel/ui/Avatar.tsx'
import { Button } from '../../kernel/ui/Button.tsx'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { useShortcuts } from '../../kernel/ui/shortcuts.ts'
import { useTypeLooks } from '../../kernel/ui/type-looks.ts'
import { useFocusOnArrival } from '../../kernel/ui/use-focus-on-arrival.ts'
import list from '../../kernel/list/list.module.css'
import { Comparison } from './Comparison.tsx'
import { titlesText } from './titles.ts'
import { countText, nameOf, useDuplicateCount, useGroups } from './use-duplicates.ts'
import css from './duplicates.module.css'

/** Records that are likely one: to be merged, or told apart once for all. */
export const DuplicatesPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const navigate = useNavigate()
  const operations = useOperations()
  const [params, setParams] = useSearchParams()
  const known = useDuplicateCount()
  const { groups: found, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useGroups(known)
  // What was dismissed goes at once; the core needs a moment to say so.
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const groups = found?.filter(group => !gone.has(nameOf(group)))
  const asked = params.get('n') ?? ''
  const askedAt = groups?.findIndex(group => nameOf(group) === asked) ?? -1
  const [place, setPlace] = useState(0)
  const at = askedAt >= 0 ? askedAt : Math.max(0, Math.min(place, (groups?.length ?? 0) - 1))
  const current = groups?.[at]
  const rows = useRef<HTMLOListElement>(null)

  const select = (index: number, hasKeyboard = true): void => {
    const group = groups?.[index]
    if (!group) return
    setPlace(index)
    setParams({ n: nameOf(group) }, { replace: true })
    const row = rows.current?.querySelectorAll<HTMLElement>('[data-group]')[index]
    if (hasKeyboard) row?.focus()
    row?.scrollIntoView({ block: 'nearest' })
  }
  const step = (by: 1 | -1) => (): void => select(Math.max(0, Math.min(at + by, (groups?.length ?? 1) - 1)))
  const merge = (group: DuplicateGroup): void => void navigate(`/fusionner/${group.type}?fiches=${nameOf(group)}&retour=doublons`)
  const dismiss = async (group: DuplicateGroup): Promise<void> => {
    setPlace(at)
    setGone(old => new Set([...old, nameOf(group)]))
    requestAnimationFrame(() => rows.current?.querySelector<HTMLElement>('[aria-current="true"]')?.focus())
    try {
      const { op } = await unwrap(api.duplicates.dismiss({ type: group.type, ids: group.records.map(({ id }) => id) }))
      operations.report(op, t('merge.dismissed', { titles: titlesText(t, group.records) }))
    } catch (failure) {
      setGone(old => new Set([...old].filter(name => name !== nameOf(group))))
      operations.failed(failure)
    }
  }
  // Taken back, it is there again as soon as the core shows it anew.
  const last = useRef(found)
  useEffect(() => {
    if (last.current === found) return
    last.current = found
    setGone(old => (old.size ? new Set() : old))
  }, [found])

  useShortcuts({
    j: step(1),
    arrowdown: step(1),
    k: step(-1),
    arrowup: step(-1),
    d: current && (() => void dismiss(current)),
  })
  const onRowKey = (event: KeyboardEvent, group: DuplicateGroup): void => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    merge(group)
  }
  const isEmpty = groups?.length === 0 && known?.isComplete === true && known.count === 0
  return (
    <Page
      title={t('merge.title')}
      isScrolling={false}
      beside={
        <span className={list.sentence} role="status">
          {known?.count ? t('merge.pairs', { count: known.count, number: countText(known.count, language) }) : ''}
        </span>
      }
      actions={
        current && (
          <span className={css.keys}>
            <kbd>J</kbd> <kbd>K</kbd> {t('merge.keysHint')} <kbd>{t('keyboard.names.enter')}</kbd> {t('merge.toMerge')} <kbd>D</kbd> {t('merge.toDismiss')}
          </span>
        )
      }
    >
      {error && !found ? (
        <div className={list.fill}>
          <Failed error={error} onRetry={() => void refetch()} />
        </div>
      ) : isEmpty ? (
        <div className={list.fill}>
          <EmptyState icon={GitMerge} title={t('merge.none')}>
            {t('merge.noneHint')}
          </EmptyState>
        </div>
      ) : (
        <div className={css.inbox}>
          <nav className={css.groups} aria-label={t('merge.list')} tabIndex={-1}>
            {known?.isComplete === false && <p className={css.comparing}>{t('merge.comparing')}</p>}
            {current && <Arrival target={rows} />}
            <ol ref={rows}>
              {groups?.map((group, index) => (
                <li key={nameOf(group)}>
                  <button
                    type="button"
                    data-group
                    className={css.group}
                    aria-current={index === at}
                    tabIndex={index === at ? 0 : -1}
                    onClick={() => select(index)}
                    onKeyDown={event => onRowKey(event, group)}
                  >
                    <GroupRow group={group} />
                  </button>
                </li>
              ))}
            </ol>
            {hasNextPage && (
              <div className={css.more}>
                <Button isSmall disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                  {t('merge.more')}
                </Button>
              </div>
            )}
          </nav>
          {current && (
            <section className={css.compared} aria-label={t('merge.compared')} tabIndex={-1}>
              <header className={css.why}>
                <div>
                  <h2>{titlesText(t, current.records)}</h2>
                  <p>
                    {t('merge.alike', { score: current.score })}
                    {t('ui.colon')}
                    {reasonsText(t, visibleEntity(current.type)!, current.reasons)}
                  </p>
                </div>
                <span className={css.do}>
                  <Button icon={Split} onClick={() => void dismiss(current)}>
                    {t(current.records.length > 2 ? 'merge.dismissMany' : 'merge.dismiss')}
                  </Button>
                  <Button look="filled" icon={GitMerge} onClick={() => merge(current)}>
                    {t('merge.merge')}
                  </Button>
                </span>
              </header>
              <Comparison key={nameOf(current)} entity={visibleEntity(current.type)!} records={current.records} />
            </section>
          )}
        </div>
      )}
    </Page>
  )
}

/** Stands beside the rows from when they come in. */
const Arrival = ({ target }: { readonly target: RefObject<HTMLElement | null> }) => {
  useFocusOnArrival(target, '[aria-current="true"]')
  return null
}

const GroupRow = ({ group }: { readonly group: DuplicateGroup }) => {
  const { t } = useTranslation()
  const looks = useTypeLooks(group.type)
  const [first, second] = group.records
  return (
    <>
      <span className={css.faces} aria-hidden="true">
        {[first!, second!].map(({ id, title }) => (
          <Avatar key={id} id={id} title={title} isSquare={!looks.isPerson} />
        ))}
      </span>
      <span className={css.what}>
        <span className={css.titles}>{titlesText(t, group.records)}</span>
        <span className={css.reasons}>{reasonsText(t, visibleEntity(group.type)!, group.reasons)}</span>
      </span>
      {group.records.length > 2 && <span className={css.size}>{t('merge.records', { count: group.records.length })}</span>}
    </>
  )
}
