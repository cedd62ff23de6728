import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { showToast } from '../../kernel/state/toasts.ts'
import { fillAddress } from './survey-row.ts'

/** What was asked longer ago is no news. */
const NEWS_MS = 15_000

/** Offers to fill in a questionnaire as soon as an activity that is done has brought it. */
export const FollowAsked = () => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  useEffect(() => {
    const closing = new AbortController()
    const told = new Set<string>()
    const tell = async (id: string): Promise<void> => {
      const result = await api.entities.get({ type: 'surveyResponse', id }, { signal: closing.signal })
      if (!result.ok || told.has(id)) return
      const { record } = result.value
      const isNew = record.createdBy === 'system' && record['state'] === 'waiting' && !record['isToSend'] && record.trashedAt === null && Date.now() - Date.parse(record.createdAt) < NEWS_MS
      if (!isNew) return
      told.add(id)
      showToast(t('surveys.offered', { title: record.title }), { label: t('surveys.fillNow'), run: () => void navigate(fillAddress(id)) })
    }
    void api.entities.watch({ type: 'surveyResponse' }, ({ ids }) => (ids.length === 1 ? void tell(ids[0]!) : undefined), { signal: closing.signal })
    return () => closing.abort()
  }, [api, navigate, t])
  return null
}
