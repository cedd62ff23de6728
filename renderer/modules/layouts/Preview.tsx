import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { useRecents } from '../../kernel/state/recent.ts'
import { useRecord } from '../../kernel/state/use-record.ts'
import css from './layouts.module.css'

const FIRST = { limit: 1 }

/** A record of the type, the one opened last or else the first, as it will be shown; only to be looked at. */
export const Preview = ({ entity, render }: { readonly entity: AnyEntity; readonly render: (record: RecordView) => ReactNode }) => {
  const { t } = useTranslation()
  const api = useApi()
  const recent = useRecents().find(({ type }) => type === entity.type)?.id
  const { data: first, isFetched } = useQuery({
    queryKey: keys.rows(entity.type, FIRST),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: entity.type, ...FIRST }, { signal }))).rows,
  })
  const id = recent ?? first?.[0]?.id
  if (id) return <Shown entity={entity} id={id} render={render} />
  return isFetched && <p className={css.hint}>{t('layouts.previewNone')}</p>
}

const Shown = ({ entity, id, render }: { readonly entity: AnyEntity; readonly id: string; readonly render: (record: RecordView) => ReactNode }) => {
  const { t } = useTranslation()
  const { data: record } = useRecord(entity.type, id)
  if (!record) return null
  return (
    <section className={css.preview} aria-label={t('layouts.preview')}>
      <h2>{t('layouts.previewOf', { title: record.title || t('ui.untitled') })}</h2>
      <div className={css.paper} inert>
        {render(record)}
      </div>
    </section>
  )
}
