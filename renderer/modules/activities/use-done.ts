import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'

interface Named {
  readonly id: string
  readonly title: string
}

/** Marks an activity as done, or opens it again. */
export const useDone = (): ((activity: Named, isDone: boolean) => Promise<void>) => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  return useCallback(
    async ({ id, title }, isDone) => {
      try {
        const { op } = await unwrap(api.entities.save({ type: 'activity', id, patch: { status: isDone ? 'done' : 'planned' } }))
        operations.report(op, t(isDone ? 'activities.doneOne' : 'activities.reopenedOne', { title }))
      } catch (error) {
        operations.failed(error)
      }
    },
    [api, operations, t],
  )
}
