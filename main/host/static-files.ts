import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { mimeOfName } from '../kernel/files/mime.ts'
import type { Answer } from './answer.ts'

/** Segments that begin with neither a dot nor a separator, so a path can leave no folder and show no hidden file. */
const PLAIN_PATH = /^(\/[\w@~-][\w.@~-]*)+$/

export interface StaticRequest {
  /** The tag of what the browser has already. */
  readonly known?: string | undefined
  /** Whether it reads what was compressed when the window was built. */
  readonly takesBrotli?: boolean
}

/**
 * Answers with a file of the built window, or with its `index.html` for an address of the window's own (one without an
 * extension); undefined when there is none. Files whose name carries their hash are kept by the browser, the others asked
 * for again each time.
 */
export const staticAnswer = async (folder: string, path: string, { known, takesBrotli = false }: StaticRequest = {}): Promise<Answer | undefined> => {
  const found = (PLAIN_PATH.test(path) ? await fileAt(folder, path) : undefined) ?? (extname(path) === '' ? await fileAt(folder, '/index.html') : undefined)
  if (!found) return undefined
  const etag = `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`
  const mime = mimeOfName(found.path)
  const headers = {
    // Also on a 304: the browser takes its headers for those of what it has kept.
    ...(mime === 'text/html' && { 'Content-Security-Policy': WINDOW_POLICY }),
    ETag: etag,
    'Cache-Control': path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache',
  }
  if (known === etag) return { status: 304, headers }
  const packed = takesBrotli ? await fileAt(folder, `${path}.br`) : undefined
  const sent = packed ?? found
  return {
    status: 200,
    headers: { ...headers, 'Content-Type': mime.startsWith('text/') ? `${mime}; charset=utf-8` : mime, 'Content-Length': String(sent.size), ...(packed && { 'Content-Encoding': 'br' }) },
    body: bytesOf(sent.path),
  }
}

/** Opened when it is first read: who asks for the headers alone reads nothing. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Uint8Array>
}

/** The window loads nothing from elsewhere; its theme is made of style elements, hence the one exception. */
const WINDOW_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const fileAt = async (folder: string, path: string): Promise<{ path: string; size: number; mtimeMs: number } | undefined> => {
  const full = join(folder, path)
  try {
    const found = await stat(full)
    return found.isFile() ? { path: full, size: found.size, mtimeMs: found.mtimeMs } : undefined
  } catch {
    return undefined
  }
}
