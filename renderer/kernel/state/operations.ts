import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../rpc/api-context.tsx'
import { FailureError, unwrap } from '../rpc/connection.ts'
import { failureText } from '../text/words.ts'
import { followJob } from './jobs.ts'
import { askFirst } from './question.ts'
import { showToast } from './toasts.ts'

/** Operations of this window that can be taken back, and those that took one back, the last one last. */
let done: readonly string[] = []
let undone: readonly string[] = []
const MOST = 100
/** One key after the other: what the second does depends on what the first has done. */
let turn: Promise<void> = Promise.resolve()
const inTurn = (act: () => Promise<void>): Promise<void> => (turn = turn.then(act, act))

const forget = (op: string): void => {
  done = done.filter(other => other !== op)
  undone = undone.filter(other => other !== op)
}
/** Failures of what can never be taken back: it must not stand before what still can. */
const FINAL: readonly string[] = ['NOTHING_TO_UNDO', 'NOT_FOUND']

export interface Operations {
  /** Tells what was done and offers to take it back. */
  report(op: string, text: string): void
  undo(op: string): Promise<void>
  /** Does again what was taken back by the operation given. */
  redo(op: string): Promise<void>
  /** Takes back the last operation of this window. */
  undoLast(): Promise<void>
  /** Does again what was taken back last. */
  redoLast(): Promise<void>
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
    /** Whether to take an operation back: what would be lost by it is said first. */
    const isWanted = async (op: string): Promise<boolean> => {
      const { count, lost } = await unwrap(api.journal.weigh({ op }))
      if (count === 0) return true
      return askFirst({
        title: t('pages.history.loses.title'),
        text: t('pages.history.loses.text', { count }),
        names: [...lost.map(({ title }) => title || t('ui.untitled')), ...(count > lost.length ? [t('pages.history.loses.more', { count: count - lost.length })] : [])],
        go: t('pages.history.loses.go'),
      })
    }
    /** What takes back an operation is one itself: taking that back does the first again. */
    const reverse = async (op: string, isRedo: boolean): Promise<void> => {
      try {
        if (!isRedo && !(await isWanted(op))) return
        const { op: opposite, job, ...at } = await unwrap(api.journal.undo({ op, background: true }))
        const counts = job && (await followJob(api, job, t(isRedo ? 'pages.history.redoing' : 'pages.history.undoing'), t('list.stop'))).counts
        const count = counts ? (counts['undone'] ?? 0) : at.undone
        const kept = counts ? (counts['kept'] ?? 0) : at.kept
        forget(op)
        if (isRedo) done = [...done, opposite].slice(-MOST)
        else undone = [...undone, opposite].slice(-MOST)
        refresh()
        const whole = t(isRedo ? 'shell.redone' : 'journal.undone', { count })
        const text = kept ? `${whole} · ${t('journal.keptSince', { count: kept })}` : whole
        showToast(text, { label: t(isRedo ? 'ui.undo' : 'ui.redo'), run: () => void reverse(opposite, !isRedo) })
      } catch (error) {
        if (error instanceof FailureError && FINAL.includes(error.failure.code)) forget(op)
        failed(error)
      }
    }
    const undo = (op: string): Promise<void> => reverse(op, false)
    return {
      report: (op, text) => {
        done = [...done, op].slice(-MOST)
        undone = []
        refresh()
        showToast(text, { label: t('ui.undo'), run: () => void undo(op) })
      },
      undo,
      redo: op => reverse(op, true),
      undoLast: () =>
        inTurn(async () => {
          const last = done.at(-1)
          if (last) await undo(last)
          else showToast(t('ui.nothingToUndo'))
        }),
      redoLast: () =>
        inTurn(async () => {
          const last = undone.at(-1)
          if (last) await reverse(last, true)
          else showToast(t('shell.nothingToRedo'))
        }),
      failed,
    }
  }, [api, queries, t])
}
