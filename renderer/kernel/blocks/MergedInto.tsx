import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'
import { showToast } from '../state/toasts.ts'

/** Leads on from a record in the trash to the one into which it was merged. */
export const MergedInto = ({ record }: { readonly record: RecordView }) => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  const { data: into } = useQuery({
    queryKey: [...keys.record(record.type, record.id), 'mergedInto', record.op],
    queryFn: async ({ signal }) => (await unwrap(api.duplicates.mergedInto({ id: record.id }, { signal }))).into ?? null,
  })
  useEffect(() => {
    if (!into) return
    showToast(record.title ? t('merge.into', { from: record.title }) : t('merge.intoUntitled'))
    void navigate(`/${into.type}/${into.id}`, { replace: true })
  }, [into, navigate, record.title, t])
  return null
}
