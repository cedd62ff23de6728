import { useQuery } from '@tanstack/react-query'
import { Merge, Pencil, Plus, Tags as TagsIcon, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ListItem } from '../../../shared/kernel/entity/fields.ts'
import { askedName } from '../../kernel/list/selection.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { type Api, FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { registry } from '../../kernel/state/registry.ts'
import { countWords } from '../../kernel/text/count-words.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { manyWord, oneWord } from '../../kernel/text/words.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Chip } from '../../kernel/ui/Chip.tsx'
import { Dialog } from '../../kernel/ui/Dialog.tsx'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import { Tags } from '../../kernel/ui/Tags.tsx'
import ui from '../../kernel/ui/ui.module.css'
import { MergeDialog } from './MergeDialog.tsx'
import type { TagRow } from './tag-row.ts'
import { TagDialog } from './TagDialog.tsx'
import css from './tags.module.css'

type Place = Extract<Awaited<ReturnType<Api['tags']['places']>>, { ok: true }>['value']['places'][number]

const ASKED = { limit: 1_000 }

/** The tags: who has them, what they look like, and what becomes of those that say the same. */
export const TagsPage = () => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  const [edited, setEdited] = useState<TagRow | 'new'>()
  const [merged, setMerged] = useState<TagRow>()
  const [needed, setNeeded] = useState<{ name: string; places: readonly Place[] }>()
  const { data, error, refetch } = useQuery({
    queryKey: keys.rows('tag', ASKED),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'tag', ...ASKED }, { signal }))).rows as readonly TagRow[],
  })
  const { data: uses = {} } = useQuery({
    queryKey: keys.rows('tag', { uses: true }),
    queryFn: async ({ signal }) => (await unwrap(api.tags.uses({}, { signal }))).uses,
    staleTime: 0,
  })
  const toggle = async ({ id, title, disabled }: TagRow): Promise<void> => {
    try {
      const { op } = await unwrap(api.entities.save({ type: 'tag', id, patch: { disabled: disabled ? null : true } }))
      operations.report(op, t(disabled ? 'tags.enabled' : 'tags.turnedOff', { name: title }))
    } catch (failed) {
      operations.failed(failed)
    }
  }
  const remove = async ({ id, title }: TagRow): Promise<void> => {
    try {
      const { op } = await unwrap(api.entities.remove({ type: 'tag', id }))
      operations.report(op, t('tags.deleted', { name: title }))
    } catch (failed) {
      if (failed instanceof FailureError && failed.failure.code === 'IN_USE') setNeeded({ name: title, places: failed.failure.params?.['places'] as readonly Place[] })
      else operations.failed(failed)
    }
  }
  const columns: TableColumn<TagRow>[] = [
    {
      name: 'name',
      head: t('tags.tag.one'),
      look: 'name',
      render: ({ id, disabled }) => (
        <span className={css.name}>
          <Tags ids={[id]} />
          {disabled && <Chip colour="neutral">{t('tags.off')}</Chip>}
        </span>
      ),
    },
    { name: 'holders', head: t('tags.holders'), look: 'wide', render: ({ id }) => <Holders tag={id} counts={uses[id] ?? {}} /> },
    { name: 'description', head: t('tags.tag.fields.description'), look: 'soft', render: ({ types, description }) => [typeWords(t, types), description].filter(Boolean).join(' · ') },
    {
      name: 'actions',
      head: t('ui.actions'),
      isHeadHidden: true,
      look: 'end',
      render: tag => (
        <span className={css.actions}>
          <Button isSmall icon={Pencil} aria-label={`${t('ui.edit')} ${tag.title}`} onClick={() => setEdited(tag)}>
            {t('ui.edit')}
          </Button>
          <Button isSmall icon={Merge} disabled={(data?.length ?? 0) < 2} aria-label={`${t('tags.merge')} ${tag.title}`} onClick={() => setMerged(tag)}>
            {t('tags.merge')}
          </Button>
          <Button isSmall aria-label={`${t(tag.disabled ? 'tags.enable' : 'tags.disable')} ${tag.title}`} onClick={() => void toggle(tag)}>
            {t(tag.disabled ? 'tags.enable' : 'tags.disable')}
          </Button>
          <Button isSmall look="danger" icon={Trash2} aria-label={`${t('tags.delete')} ${tag.title}`} onClick={() => void remove(tag)}>
            {t('tags.delete')}
          </Button>
        </span>
      ),
    },
  ]
  return (
    <Page
      title={t('tags.tag.many')}
      actions={
        <Button look="filled" icon={Plus} onClick={() => setEdited('new')}>
          {t('tags.tag.new')}
        </Button>
      }
    >
      {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {data?.length === 0 && (
        <EmptyState icon={TagsIcon} title={t('tags.none')}>
          {t('tags.noneHint')}
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <div className={ui.block}>
          <Table label={t('tags.tag.many')} columns={columns} rows={data} keyOf={({ id }) => id} />
        </div>
      )}
      {edited && <TagDialog tag={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
      {merged && <MergeDialog tag={merged} others={data!.filter(({ id, disabled }) => id !== merged.id && !disabled)} onClose={() => setMerged(undefined)} />}
      {needed && (
        <Dialog title={t('tags.isNeeded', { name: needed.name })} onClose={() => setNeeded(undefined)} actions={<Button onClick={() => setNeeded(undefined)}>{t('ui.close')}</Button>}>
          <p>{t('tags.isNeededHint')}</p>
          <ul className={css.places}>
            {needed.places.map(place => (
              <li key={place.id}>
                <PlaceLink place={place} />
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </Page>
  )
}

const typeWords = (t: Parameters<typeof manyWord>[0], types: readonly ListItem<string>[] | undefined): string =>
  types?.length ? t('tags.only', { types: registry().filter(({ type }) => types.some(({ value }) => value === type)).map(entity => manyWord(t, entity).toLowerCase()).join(', ') }) : ''

/** How many records of each type have it; each number leads to them. */
const Holders = ({ tag, counts }: { readonly tag: string; readonly counts: Readonly<Record<string, number>> }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const held = registry().filter(({ type }) => counts[type])
  if (held.length === 0) return <span className={css.nobody}>{t('tags.nobody')}</span>
  return held.map((entity, index) => (
    <span key={entity.type}>
      {index > 0 && ', '}
      <Link to={`/${entity.type}?${askedName('tags')}=${tag}`}>{countWords(t, entity, counts[entity.type]!, language)}</Link>
    </span>
  ))
}

/** Where something that needs a tag is changed. */
const PLACES: Readonly<Record<string, (id: string) => string>> = { relationKind: id => `/relations/${id}` }

const PlaceLink = ({ place: { type, id, title } }: { readonly place: Place }) => {
  const { t } = useTranslation()
  const entity = registry().find(each => each.type === type)
  const word = entity && oneWord(t, entity)
  const to = PLACES[type]?.(id)
  return (
    <>
      {word}
      {t('ui.colon')}
      {to ? <Link to={to}>{title}</Link> : <b>{title}</b>}
    </>
  )
}
