import { useQuery } from '@tanstack/react-query'
import { ArrowLeftRight, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type RelationKind, type Side, SIDES } from '../../../shared/modules/relations/relation-kinds.ts'
import { entityOf } from '../../kernel/state/entity-of.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { manyWord } from '../../kernel/text/words.ts'
import { Button, ButtonLink } from '../../kernel/ui/Button.tsx'
import { Chip } from '../../kernel/ui/Chip.tsx'
import { Dialog } from '../../kernel/ui/Dialog.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import type { TitledId } from '../../kernel/ui/Value.tsx'
import ui from '../../kernel/ui/ui.module.css'
import { predicateOf, useKinds } from './kinds.ts'
import css from './relations.module.css'

const SHOWN = 10

/** The kinds of relation: the shipped ones and those that were made here. */
export const KindsPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const kinds = useKinds()
  const [used, setUsed] = useState<RelationKind>()
  const { data: uses } = useQuery({
    queryKey: keys.rows('relation', { uses: true }),
    queryFn: async ({ signal }) => (await unwrap(api.relations.uses({}, { signal }))).uses,
  })
  const typesOf = (kind: RelationKind, side: Side): string => kind[side].types.map(type => manyWord(t, entityOf(type)!).toLowerCase()).join(', ') || t('relations.everyType')
  const act = async (run: () => Promise<{ op: string }>, said: string): Promise<void> => {
    try {
      operations.report((await run()).op, said)
    } catch (error) {
      operations.failed(error)
    }
  }
  const toggle = (kind: RelationKind): void => {
    const patch = { disabled: kind.isDisabled ? null : true }
    const name = predicateOf(t, kind, 'subject')
    void act(() => unwrap(api.entities.save({ type: 'relationKind', ...(kind.record ? { id: kind.record, patch } : { patch: { ...patch, key: kind.key } }) })), t(kind.isDisabled ? 'relations.enabled' : 'relations.turnedOff', { name }))
  }
  const remove = async (kind: RelationKind): Promise<void> => {
    try {
      const { op } = await unwrap(api.entities.remove({ type: 'relationKind', id: kind.record! }))
      operations.report(op, t(kind.isShipped ? 'relations.reset' : 'relations.deleted', { name: predicateOf(t, kind, 'subject') }))
    } catch (error) {
      if (error instanceof FailureError && error.failure.code === 'IN_USE') setUsed(kind)
      else operations.failed(error)
    }
  }
  const columns: TableColumn<RelationKind>[] = [
    {
      name: 'predicates',
      head: t('relations.bothWays'),
      look: 'wide',
      render: kind => (
        <span className={kind.isDisabled ? `${css.predicates} ${css.off}` : css.predicates}>
          <Link to={`/relations/${kind.key}`}>{predicateOf(t, kind, 'subject')}</Link>
          {!kind.isSymmetric && (
            <>
              <ArrowLeftRight size={14} aria-hidden="true" />
              <span className={css.mirror}>{predicateOf(t, kind, 'object')}</span>
            </>
          )}
          {kind.isDisabled && <Chip colour="neutral">{t('relations.off')}</Chip>}
        </span>
      ),
    },
    { name: 'types', head: t('relations.between'), look: 'soft', render: kind => [...new Set(SIDES.map(side => typesOf(kind, side)))].join(' ↔ ') },
    { name: 'uses', head: t('relations.uses'), look: 'end', render: kind => formatNumber(uses?.[kind.key] ?? 0, language) },
    { name: 'origin', head: t('relations.origin'), look: 'nowrap', render: kind => t(!kind.isShipped ? 'relations.own' : kind.record ? 'relations.changed' : 'relations.shippedWord') },
    {
      name: 'actions',
      head: t('ui.actions'),
      isHeadHidden: true,
      look: 'end',
      render: kind => {
        const name = predicateOf(t, kind, 'subject')
        return (
          <span className={css.actions}>
            <ButtonLink isSmall icon={Pencil} to={`/relations/${kind.key}`} aria-label={`${t('ui.edit')} ${name}`}>
              {t('ui.edit')}
            </ButtonLink>
            <Button isSmall aria-label={`${t(kind.isDisabled ? 'relations.enable' : 'relations.disable')} ${name}`} onClick={() => toggle(kind)}>
              {t(kind.isDisabled ? 'relations.enable' : 'relations.disable')}
            </Button>
            {!kind.isShipped && (
              <Button isSmall look="danger" icon={Trash2} aria-label={`${t('relations.delete')} ${name}`} onClick={() => void remove(kind)}>
                {t('relations.delete')}
              </Button>
            )}
          </span>
        )
      },
    },
  ]
  return (
    <Page
      title={t('relations.kind.many')}
      actions={
        <ButtonLink look="filled" icon={Plus} to="/relations/nouveau">
          {t('relations.kind.new')}
        </ButtonLink>
      }
    >
      <div className={ui.block}>
        <Table label={t('relations.kind.many')} columns={columns} rows={kinds} keyOf={({ key }) => key} />
      </div>
      {used && (
        <Dialog title={t('relations.isUsed', { name: predicateOf(t, used, 'subject') })} onClose={() => setUsed(undefined)} actions={<Button onClick={() => setUsed(undefined)}>{t('ui.close')}</Button>}>
          <p>{t('relations.isUsedHint', { count: uses?.[used.key] ?? 0, number: formatNumber(uses?.[used.key] ?? 0, language) })}</p>
          <Uses kind={used} />
        </Dialog>
      )}
    </Page>
  )
}

/** Where a kind is used: the first of its relations, each end a link. */
const Uses = ({ kind }: { readonly kind: RelationKind }) => {
  const { t } = useTranslation()
  const api = useApi()
  const asked = { filter: { field: 'kind', op: 'eq' as const, value: kind.key }, limit: SHOWN }
  const { data = [] } = useQuery({
    queryKey: keys.rows('relation', asked),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'relation', ...asked }, { signal }))).rows,
  })
  return (
    <ul className={css.places}>
      {data.map(row => {
        const [subject, object] = SIDES.map(side => row[side] as TitledId & { type: string })
        return (
          <li key={row.id}>
            <Link to={`/${subject!.type}/${subject!.id}`}>{subject!.title}</Link> {predicateOf(t, kind, 'subject')} <Link to={`/${object!.type}/${object!.id}`}>{object!.title}</Link>
          </li>
        )
      })}
    </ul>
  )
}
