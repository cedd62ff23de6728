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

/** Waits until a job ends; one that did not succeed throws its reason. */
export const waitForJob = async (api: Api, job: string): Promise<JobView> => {
  const last = await unwrap(api.jobs.watch({ job }, () => {}))
  if (last.state !== 'done') throw new FailureError((last.error as FailureError['failure'] | undefined) ?? { code: 'CANCELLED' })
  return last
}

/** As {@link waitForJob}, and shows meanwhile how far it is, with a way to stop it; it goes on when the window leaves. A stopped one throws nothing. */
export const followJob = async (api: Api, job: string, text: string, stop: string): Promise<JobView> => {
  const toast = showToast(text, { label: stop, run: () => void api.jobs.cancel({ job }) }, { done: 0, total: 1 })
  try {
    const last = await unwrap(api.jobs.watch({ job }, ({ done, total = done }) => updateToast(toast, { done, total })))
    if (last.state === 'failed') throw new FailureError(last.error as Failure)
    return last
  } finally {
    dropToast(toast)
  }
}

export const JOB_COLOURS: Readonly<Record<JobView['state'], Colour>> = { waiting: 'neutral', running: 'info', paused: 'warn', done: 'ok', failed: 'err', cancelled: 'neutral' }
