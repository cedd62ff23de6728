import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { mimeOfName } from '../kernel/files/mime.ts'

/** Segments that begin with neither a dot nor a separator, so a path can leave no folder and show no hidden file. */
const PLAIN_PATH = /^(\/[\w@~-][\w.@~-]*)+$/

/**
 * Answers with a file of the built window, or with its `index.html` for an address of the window's own (one without an
 * extension). Files whose name carries their hash are kept by the browser, the others asked for again each time.
 */
export const serveStatic = async (folder: string, path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
  const found = (PLAIN_PATH.test(path) ? await fileAt(folder, path) : undefined) ?? (extname(path) === '' ? await fileAt(folder, '/index.html') : undefined)
  if (!found) return false
  const etag = `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`
  const mime = mimeOfName(found.path)
  // Also on a 304: the browser takes its headers for those of what it has kept.
  if (mime === 'text/html') response.setHeader('Content-Security-Policy', WINDOW_POLICY)
  response.setHeader('ETag', etag)
  response.setHeader('Cache-Control', path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache')
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304).end()
    return true
  }
  response.writeHead(200, {
    'Content-Type': mime.startsWith('text/') ? `${mime}; charset=utf-8` : mime,
    'Content-Length': found.size,
  })
  if (request.method === 'HEAD') response.end()
  else await pipeline(createReadStream(found.path), response)
  return true
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
