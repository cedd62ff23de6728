import { fail, type Result } from '../../../shared/kernel/rpc/result.ts'
import { unwrap } from './connection.ts'

interface Sending {
  /** Bytes on their way so far. */
  readonly onProgress?: (sent: number) => void
  readonly signal?: AbortSignal
}

/**
 * Hands bytes to the core; answers the name under which a call may use them. Throws FailureError, CANCELLED where it was
 * stopped or the core could not be reached.
 */
export const uploadFile = async (file: File, sending: Sending = {}): Promise<string> => {
  const { file: staged } = await unwrap(put(file, sending))
  return staged
}

/** Only the older interface tells how far a request has come. */
const put = (file: File, { onProgress, signal }: Sending): Promise<Result<{ file: string }>> =>
  new Promise(resolve => {
    const request = new XMLHttpRequest()
    const end = (answer: unknown): void => resolve((answer as Result<{ file: string }> | null) ?? fail('CANCELLED'))
    request.open('PUT', `/api/files?name=${encodeURIComponent(file.name)}`)
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded }) => onProgress?.(loaded))
    request.addEventListener('loadend', () => end(request.response))
    signal?.addEventListener('abort', () => request.abort())
    if (signal?.aborted) end(null)
    else request.send(file)
  })

/** Where the bytes of a staged file or of a record's file are. */
export const fileUrl = (file: string): string => `/api/files/${file}`

/** Where a file is saved from, under a name of its own. */
export const savedUrl = (file: string, name: string): string => `${fileUrl(file)}?name=${encodeURIComponent(name)}`

/** Saves a file of the core in the person's downloads. */
export const downloadFile = (file: string, name: string): void => {
  const link = document.createElement('a')
  link.href = fileUrl(file)
  link.download = name
  link.click()
}
