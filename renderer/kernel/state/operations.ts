import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../rpc/api-context.tsx'
import { FailureError, unwrap } from '../rpc/connection.ts'
import { failureText } from '../text/words.ts'
import { showToast } from './toasts.ts'

/** Operations of this window that were not taken back, the last one last. */
let done: string[] = []
const MOST = 100

export interface Operations {
  /** Tells what was done and offers to take it back. */
  report(op: string, text: string): void
  undo(op: string): Promise<void>
  /** Takes back the last operation of this window. */
  undoLast(): Promise<void>
  /** Tells what went wrong with something that no place on the screen shows. */
  failed(error: unknown): void
}

export const useOperations = (): Operations => {
  const api = useApi()
  const queries = useQueryClient()
  const { t } = useTranslation()
  return useMemo(() => {
    const failed = (error: unknown): void => {
      if (!(error instanceof FailureError)) throw error
      if (error.failure.code !== 'CANCELLED') showToast(failureText(t, error.failure))
    }
    const refresh = (): void => void queries.invalidateQueries({ predicate: query => query.queryKey[0] === 'entities' || query.queryKey[0] === 'journal' })
    const undo = async (op: string): Promise<void> => {
      try {
        const { op: reverse, undone, kept } = await unwrap(api.journal.undo({ op }))
        done = done.filter(other => other !== op)
        refresh()
        showToast(kept ? t('journal.undoneKept', { count: undone, kept }) : t('journal.undone', { count: undone }), {
          label: t('ui.redo'),
          run: () => void undo(reverse),
        })
      } catch (error) {
        failed(error)
      }
    }
    return {
      report: (op, text) => {
        done = [...done, op].slice(-MOST)
        refresh()
        showToast(text, { label: t('ui.undo'), run: () => void undo(op) })
      },
      undo,
      undoLast: async () => {
        const last = done.at(-1)
        if (last) await undo(last)
        else showToast(t('ui.nothingToUndo'))
      },
      failed,
    }
  }, [api, queries, t])
}
