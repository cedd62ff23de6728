import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Colour } from '../../../shared/kernel/entity/value-list.ts'
import type { Failure } from '../../../shared/kernel/rpc/result.ts'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import { useApi, useIsLost } from '../rpc/api-context.tsx'
import { type Api, FailureError, unwrap } from '../rpc/connection.ts'
import { keys } from './queries.ts'
import { dropToast, showToast, updateToast } from './toasts.ts'

export const isEnded = (job: JobView): boolean => job.state === 'done' || job.state === 'failed' || job.state === 'cancelled'

/** A job as it goes on; undefined until it is first heard of. Leaving the screen stops only the watching. */
export const useJob = (id: string | undefined): { job: JobView | undefined; error: unknown } => {
  const api = useApi()
  const queries = useQueryClient()
  const isLost = useIsLost()
  const [state, setState] = useState<{ id: string; job?: JobView; error?: unknown }>()
  useEffect(() => {
    if (!id || isLost) return
    const stop = new AbortController()
    const show = (job: JobView): void => {
      if (stop.signal.aborted) return
      setState({ id, job })
      if (isEnded(job)) void queries.invalidateQueries({ queryKey: keys.jobs })
    }
    unwrap(api.jobs.watch({ job: id }, show, { signal: stop.signal }))
      .then(show)
      .catch((error: unknown) => {
        if (!stop.signal.aborted && !(error instanceof FailureError && error.failure.code === 'CANCELLED')) setState({ id, error })
      })
    return () => stop.abort()
  }, [api, id, isLost, queries])
  return state?.id === id ? { job: state?.job, error: state?.error } : { job: undefined, error: undefined }
}

const LATEST_MS = 300

/** Waits until a job ends and shows meanwhile how far it is, with a way to stop it; it goes on when the window leaves. One that fails throws its reason, one that was stopped does not. */
export const followJob = async (api: Api, job: string, text: string, stop: string): Promise<JobView> => {
  let progress = { done: 0, total: 1 }
  let toast: number | undefined
  // What is done in a moment needs no word of its going on.
  const timer = setTimeout(() => {
    toast = showToast(text, { label: stop, run: () => void api.jobs.cancel({ job }) }, progress)
  }, LATEST_MS)
  try {
    const last = await unwrap(
      api.jobs.watch({ job }, ({ done, total = done }) => {
        progress = { done, total }
        if (toast !== undefined) updateToast(toast, progress)
      }),
    )
    if (last.state === 'failed') throw new FailureError(last.error as Failure)
    return last
  } finally {
    clearTimeout(timer)
    if (toast !== undefined) dropToast(toast)
  }
}

export const JOB_COLOURS: Readonly<Record<JobView['state'], Colour>> = { waiting: 'neutral', running: 'info', paused: 'warn', done: 'ok', failed: 'err', cancelled: 'neutral' }
