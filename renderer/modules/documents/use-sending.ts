import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_FILE_BYTES } from '../../../shared/kernel/entity/fields.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { uploadFile } from '../../kernel/rpc/files.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { showToast } from '../../kernel/state/toasts.ts'
import { formatBytes } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { failureText } from '../../kernel/text/words.ts'

/** A file on its way to a record. */
export interface Sent {
  readonly key: number
  /** The record. */
  readonly subject: string
  readonly file: File
  /** Bytes that have left, of the file's `size`. */
  readonly sent: number
  readonly state: 'waiting' | 'sending' | 'failed'
  /** Why it did not arrive. */
  readonly failure?: string
  /** Whether another try may succeed. */
  readonly canRetry?: boolean
  readonly stop: AbortController
}

// They go on while the person looks at something else, and are found again on the way back.
let all: readonly Sent[] = []
let queue = Promise.resolve()
let nextKey = 1
const listeners = new Set<() => void>()

const set = (next: readonly Sent[]): void => {
  all = next
  for (const listener of listeners) listener()
}
const change = (key: number, to: Partial<Sent>): void => set(all.map(each => (each.key === key ? { ...each, ...to } : each)))
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const drop = (key: number): void => {
  all.find(each => each.key === key)?.stop.abort()
  set(all.filter(each => each.key !== key))
}

interface Sending {
  /** What is on its way to the record, or did not arrive there. */
  readonly sending: readonly Sent[]
  /** Sends files, one after the other; folders are refused by name. */
  readonly add: (files: readonly File[], folders?: readonly string[]) => void
  readonly retry: (key: number) => void
  /** Stops a file on its way, or forgets one that did not arrive. */
  readonly drop: (key: number) => void
}

export const useSending = (subject: string): Sending => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const shown = useSyncExternalStore(subscribe, () => all)
  const isLeft = useRef(false)
  useEffect(() => {
    isLeft.current = false
    return () => void (isLeft.current = true)
  }, [])

  const send = useCallback(
    async (key: number): Promise<void> => {
      const one = all.find(each => each.key === key)
      if (!one) return
      const { file, stop } = one
      change(key, { state: 'sending', sent: 0 })
      try {
        const staged = await uploadFile(file, { onProgress: sent => change(key, { sent }), signal: stop.signal })
        const { op, record } = await unwrap(api.entities.save({ type: 'document', patch: { name: file.name, file: { file: staged, name: file.name }, subject } }))
        drop(key)
        operations.report(op, t('documents.added', { title: record.title }))
      } catch (error) {
        if (!(error instanceof FailureError)) throw error
        const { code } = error.failure
        const failure = code === 'CANCELLED' ? t('documents.interrupted') : failureText(t, error.failure)
        change(key, { state: 'failed', failure, canRetry: code !== 'FILE_TOO_LARGE' })
        if (isLeft.current && !stop.signal.aborted) showToast(`${file.name}${t('ui.colon')}${failure}`)
      }
    },
    [api, operations, subject, t],
  )

  const retry = useCallback(
    (key: number): void => {
      change(key, { state: 'waiting' })
      queue = queue.then(() => send(key))
    },
    [send],
  )

  const add = useCallback(
    (files: readonly File[], folders: readonly string[] = []): void => {
      const made = (file: File, failure?: string): Sent => ({
        key: nextKey++, subject, file, sent: 0, stop: new AbortController(), ...(failure === undefined ? { state: 'waiting' } : { state: 'failed', failure }),
      })
      const tooLarge = (size: number): string => t('documents.tooLarge', { size: formatBytes(size, language), most: formatBytes(MOST_FILE_BYTES, language) })
      const taken = [
        ...files.map(file => made(file, file.size > MOST_FILE_BYTES ? tooLarge(file.size) : undefined)),
        ...folders.map(name => made(new File([], name), t('documents.folder'))),
      ]
      set([...all, ...taken])
      for (const { key, state } of taken) if (state === 'waiting') retry(key)
    },
    [language, retry, subject, t],
  )

  return { sending: shown.filter(each => each.subject === subject), add, retry, drop }
}
