import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInfo } from './settings.ts'

export interface Bug {
  readonly error: unknown
  /** ISO 8601. */
  readonly at: string
}

/** Neither is one: what the browser says of its own bookkeeping, and what was stopped on purpose. */
const isNoise = (error: unknown): boolean => (error instanceof Error && error.name === 'AbortError') || (typeof error === 'string' && error.startsWith('ResizeObserver loop'))

/** The last bug of the window that no screen has caught; `forget` when it was seen. */
export const useStrayBug = (): { bug: Bug | undefined; forget: () => void } => {
  const [bug, setBug] = useState<Bug>()
  useEffect(() => {
    const note = (error: unknown): void => void (isNoise(error) || setBug({ error, at: new Date().toISOString() }))
    const onError = (event: ErrorEvent): void => note(event.error ?? event.message)
    const onRejection = (event: PromiseRejectionEvent): void => note(event.reason)
    addEventListener('error', onError)
    addEventListener('unhandledrejection', onRejection)
    return () => {
      removeEventListener('error', onError)
      removeEventListener('unhandledrejection', onRejection)
    }
  }, [])
  return { bug, forget: () => setBug(undefined) }
}

/** What whoever mends a bug needs to know. */
export const useBugDetails = ({ error, at }: Bug): string => {
  const { i18n } = useTranslation()
  const info = useInfo()
  return [
    `Calepin ${info?.version ?? '?'} · ${i18n.language} · ${at}`,
    `${location.pathname}${location.search}`,
    navigator.userAgent,
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  ].join('\n')
}
