import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_FILE_BYTES } from '../../../shared/kernel/entity/fields.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { uploadFile } from '../../kernel/rpc/files.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { failureText } from '../../kernel/text/words.ts'
import { sizeText } from './file-words.ts'

/** A file on its way to a record. */
export interface Sent {
  readonly key: number
  readonly file: File
  /** Bytes that have left, of the file's `size`. */
  readonly sent: number
  readonly state: 'waiting' | 'sending' | 'failed'
  /** Why it did not arrive. */
  readonly failure?: string
  /** Whether another try may succeed. */
  readonly canRetry?: boolean
}

let nextKey = 1

/** Sends files to a record, one after the other; those that do not arrive stay, with the reason. */
export const useSending = (subject: string) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const [all, setAll] = useState<readonly Sent[]>([])
  const stops = useRef(new Map<number, AbortController>())
  const queue = useRef(Promise.resolve())

  const change = useCallback((key: number, to: Partial<Sent>) => setAll(old => old.map(each => (each.key === key ? { ...each, ...to } : each))), [])
  const drop = useCallback((key: number) => {
    stops.current.get(key)?.abort()
    setAll(old => old.filter(each => each.key !== key))
  }, [])

  const send = useCallback(
    async (key: number, file: File): Promise<void> => {
      const stop = stops.current.get(key)
      if (!stop || stop.signal.aborted) return
      change(key, { state: 'sending', sent: 0 })
      try {
        const staged = await uploadFile(file, { onProgress: sent => change(key, { sent }), signal: stop.signal })
        const patch = { name: file.name, file: { file: staged, name: file.name }, subject }
        const { op, record } = await unwrap(api.entities.save({ type: 'document', patch }))
        operations.report(op, t('documents.added', { title: record.title }))
        drop(key)
      } catch (error) {
        if (!(error instanceof FailureError)) throw error
        const { code } = error.failure
        change(key, { state: 'failed', failure: code === 'CANCELLED' ? t('documents.interrupted') : failureText(t, error.failure), canRetry: code !== 'FILE_TOO_LARGE' })
      } finally {
        stops.current.delete(key)
      }
    },
    [api, change, drop, operations, subject, t],
  )

  const enqueue = useCallback(
    (key: number, file: File): void => {
      stops.current.set(key, new AbortController())
      change(key, { state: 'waiting' })
      queue.current = queue.current.then(() => send(key, file))
    },
    [change, send],
  )

  const add = useCallback(
    (files: readonly File[], folders: readonly string[] = []): void => {
      const refused = (file: File, failure: string): Sent => ({ key: nextKey++, file, sent: 0, state: 'failed', failure })
      const taken = files.map((file): Sent => {
        if (file.size <= MOST_FILE_BYTES) return { key: nextKey++, file, sent: 0, state: 'waiting' }
        return refused(file, t('documents.tooLarge', { size: sizeText(file.size, language), most: sizeText(MOST_FILE_BYTES, language) }))
      })
      setAll(old => [...old, ...taken, ...folders.map(name => refused(new File([], name), t('documents.folder')))])
      for (const { key, file, state } of taken) if (state === 'waiting') enqueue(key, file)
    },
    [enqueue, language, t],
  )

  // What has not left yet goes with the page.
  useEffect(() => {
    const running = stops.current
    return () => running.forEach(stop => stop.abort())
  }, [])

  return { sending: all, add, drop, retry: enqueue }
}
