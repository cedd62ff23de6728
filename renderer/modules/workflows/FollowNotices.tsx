import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { showToast } from '../../kernel/state/toasts.ts'
import { NOTIFICATION } from './use-notices.ts'

/** What was said longer ago is no news. */
const NEWS_MS = 15_000

/** Shows a notice as soon as a workflow has written it; many at once are left to their page. */
export const FollowNotices = () => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  useEffect(() => {
    const closing = new AbortController()
    const told = new Set<string>()
    const tell = async (id: string): Promise<void> => {
      const result = await api.entities.get({ type: NOTIFICATION, id }, { signal: closing.signal })
      if (!result.ok || told.has(id)) return
      const { record } = result.value
      if (record.trashedAt !== null || record['readOn'] || Date.now() - Date.parse(record.createdAt) > NEWS_MS) return
      told.add(id)
      showToast(record.title, { label: t('ui.notices'), run: () => void navigate('/avis') })
    }
    void api.entities.watch({ type: NOTIFICATION }, ({ ids }) => (ids.length === 1 ? void tell(ids[0]!) : undefined), { signal: closing.signal })
    return () => closing.abort()
  }, [api, navigate, t])
  return null
}
