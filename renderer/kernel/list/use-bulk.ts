import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { followJob } from '../state/jobs.ts'
import { useOperations } from '../state/operations.ts'
import { keys } from '../state/queries.ts'
import { showToast } from '../state/toasts.ts'
import { countWords } from '../text/count-words.ts'
import { useLanguage } from '../text/use-language.ts'
import { useOnce } from '../ui/use-once.ts'

/** Records by their ids, or all that a filter and words keep. */
export interface Which {
  readonly ids?: string[]
  readonly text?: string
  readonly filter?: Filter
  readonly archived?: 'with' | 'only'
}

/** What says that everything is meant, where nothing narrows it. */
export const wholly = ({ ids, text, filter }: Which = {}): { all?: true } => (ids || text || filter ? {} : { all: true })

interface Done {
  readonly count: number
  readonly refused: number
  readonly isStopped: boolean
}

const doneBy = ({ state, counts }: JobView): Done => ({ count: counts['changed'] ?? 0, refused: counts['refused'] ?? 0, isStopped: state === 'cancelled' })

/** Changes many records of a type, or without a patch puts them in the trash; one call at a time; resolves to whether it has begun. */
export const useBulk = (entity: AnyEntity): { isBusy: boolean; change: (which: Which, patch?: Record<string, unknown>) => Promise<boolean> } => {
  const api = useApi()
  const queries = useQueryClient()
  const language = useLanguage()
  const operations = useOperations()
  const { t } = useTranslation()
  const [isBusy, once] = useOnce()
  const change = useCallback(
    async (which: Which, patch?: Record<string, unknown>): Promise<boolean> => {
      const report = (op: string, { count, refused, isStopped }: Done): void => {
        const words = countWords(t, entity, count, language)
        const text = isStopped ? t('list.stopped', { words }) : count === 0 ? t(patch ? 'list.noneChanged' : 'list.noneTrashed') : t(patch ? 'list.changed' : 'list.trashed', { words })
        const said = refused ? `${text} ${t('list.refused', { count: refused })}` : text
        // What wrote nothing cannot be taken back.
        if (count === 0) showToast(said)
        else operations.report(op, said)
      }
      let hasBegun = false
      await once(async () => {
        try {
          const { op, job, ...done } = await unwrap(api.entities.changeMany({ type: entity.type, ...which, ...(patch ? { patch } : wholly(which)), background: true }))
          if (job) void followJob(api, job, t(patch ? 'list.changing' : 'list.trashing'), t('list.stop')).then(ended => report(op, doneBy(ended)), operations.failed)
          else report(op, { ...done, isStopped: false })
          void queries.invalidateQueries({ queryKey: keys.jobs })
          hasBegun = true
        } catch (error) {
          operations.failed(error)
        }
      })
      return hasBegun
    },
    [api, entity, language, once, operations, queries, t],
  )
  return { isBusy, change }
}
