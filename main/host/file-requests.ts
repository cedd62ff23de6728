import { fail, ok } from '../../shared/kernel/rpc/result.ts'
import { type Answer, resultAnswer } from './answer.ts'
import type { Core } from './core-api.ts'

/** A request for the bytes of a file, whatever carries it. */
export interface FileRequest {
  readonly method: string
  readonly path: string
  /** The name under which it is sent or kept. */
  readonly name: string | null
  readonly bytes: AsyncIterable<Uint8Array>
}

/** Images that a browser may show in place; everything else of a record's is downloaded. */
const INLINE = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/**
 * `PUT /api/files?name=` keeps bytes and answers the name under which a call may use them, `GET /api/files/<file>` sends a
 * file, under another name than its own where one is given; undefined for anything else.
 */
export const answerFile = async (core: Pick<Core, 'stage' | 'open'>, { method, path, name, bytes }: FileRequest): Promise<Answer | undefined> => {
  if (path === '/api/files' && method === 'PUT') {
    if (!name?.trim()) return resultAnswer(fail('BAD_INPUT', { issues: [{ path: 'name', message: 'Required' }] }))
    const { file } = await core.stage(name, bytes)
    return resultAnswer(ok({ file }))
  }
  const id = /^\/api\/files\/([^/]+)$/.exec(path)?.[1]
  if (id === undefined || method !== 'GET') return undefined
  const file = await core.open(id)
  if (!file) return resultAnswer(fail('FILE_NOT_FOUND', { file: id }))
  // Only a record's file is named by 64 digits; a staged one may hold anything.
  const isInline = id.length === 64 && INLINE.has(file.mime)
  return {
    status: 200,
    headers: {
      'Content-Type': file.mime.startsWith('text/') ? `${file.mime}; charset=utf-8` : file.mime,
      'Content-Length': String(file.size),
      'Content-Disposition': `${isInline ? 'inline' : 'attachment'}; ${fileName(name || file.name)}`,
    },
    body: file.bytes,
  }
}

/** A file's name as RFC 6266 wants it: for every browser, and exact for those that read UTF-8. */
const fileName = (name: string): string => {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const exact = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
  return `filename="${plain}"; filename*=UTF-8''${exact}`
}
