import type { Result } from '../../../shared/kernel/rpc/result.ts'
import { unwrap } from './connection.ts'

/** Hands bytes to the core; answers the name under which a call may use them. */
export const uploadFile = async (file: File): Promise<string> => {
  const response = await fetch(`/api/files?name=${encodeURIComponent(file.name)}`, { method: 'PUT', body: file })
  const { file: staged } = await unwrap(response.json() as Promise<Result<{ file: string }>>)
  return staged
}

/** Where the bytes of a staged file or of a record's file are. */
export const fileUrl = (file: string): string => `/api/files/${file}`

/** Saves a file of the core in the person's downloads. */
export const downloadFile = (file: string, name: string): void => {
  const link = document.createElement('a')
  link.href = fileUrl(file)
  link.download = name
  link.click()
}
