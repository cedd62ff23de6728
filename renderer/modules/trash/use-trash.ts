import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { type Which, wholly } from '../../kernel/list/use-bulk.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { followJob } from '../../kernel/state/jobs.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { showToast } from '../../kernel/state/toasts.ts'
import { countWords } from '../../kernel/text/count-words.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'

export interface TrashActs {
  readonly isBusy: boolean
  /** Both resolve to whether it has begun. */
  readonly restore: (entity: AnyEntity, which: Which) => Promise<boolean>
  /** Removes for good: of a type, or without one everything. */
  readonly purge: (entity?: AnyEntity, which?: Which) => Promise<boolean>
}

/** What can be done with what lies in the trash; a large work goes on when the screen is left. */
export const useTrash = (): TrashActs => {
  const api = useApi()
  const queries = useQueryClient()
  const language = useLanguage()
  const { report, failed } = useOperations()
  const { t } = useTranslation()
  const [isBusy, setBusy] = useState(false)
  const attempt = useCallback(
    async (act: () => Promise<void>): Promise<boolean> => {
      setBusy(true)
      try {
        await act()
        return true
      } catch (error) {
        failed(error)
        return false
      } finally {
        setBusy(false)
      }
    },
    [failed],
  )
  return useMemo(() => {
    const tellRestored = (entity: AnyEntity, op: string, count: number): void => report(op, t('pages.trash.restored', { words: countWords(t, entity, count, language) }))
    const tellPurged = (count: number, kept: number): void => {
      void queries.invalidateQueries()
      const text = t('pages.trash.deleted', { count, number: formatNumber(count, language) })
      showToast(kept ? `${text} · ${t('pages.trash.kept', { count: kept, number: formatNumber(kept, language) })}` : text)
    }
    return {
      isBusy,
      restore: (entity, which) =>
        attempt(async () => {
          const { op, job, count } = await unwrap(api.entities.changeMany({ type: entity.type, ...which, restore: true, background: true }))
          if (!job) return tellRestored(entity, op, count)
          followJob(api, job, t('pages.trash.restoring'), t('list.stop')).then(({ counts }) => tellRestored(entity, op, counts['changed'] ?? 0), failed)
        }),
      purge: (entity, which) =>
        attempt(async () => {
          const { job, count, kept } = await unwrap(api.entities.purge({ ...(entity && { type: entity.type }), ...which, ...wholly(which), background: true }))
          if (!job) return tellPurged(count, kept)
          followJob(api, job, t('pages.trash.deleting'), t('list.stop')).then(({ counts }) => tellPurged(counts['purged'] ?? 0, counts['kept'] ?? 0), failed)
        }),
    }
  }, [api, attempt, failed, isBusy, language, queries, report, t])
}
