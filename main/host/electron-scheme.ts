import { ReadableStream } from 'node:stream/web'
import type { CustomScheme } from 'electron'
import { fail } from '../../shared/kernel/rpc/result.ts'
import { type Answer, failureOf, GUARDS, resultAnswer } from './answer.ts'
import type { FileRequest } from './file-requests.ts'
import { staticAnswer } from './static-files.ts'

const SCHEME = 'app'
const HOST = 'calepin'

/** Where the window is: an origin of its own, so that a page may load nothing but what is answered here. */
export const WINDOW_URL = `${SCHEME}://${HOST}/`

/** To be registered before the application is ready. */
export const CUSTOM_SCHEME: CustomScheme = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
}

export const isOwn = (address: string): boolean => {
  const url = URL.parse(address)
  return url?.protocol === `${SCHEME}:` && url.host === HOST
}

export interface SchemeOptions {
  /** The built window. */
  readonly staticDir: string
  readonly file: (request: FileRequest) => Promise<Answer>
  /** Told of a bug; answers the id under which it was noted. */
  readonly onBug: (error: unknown, where: string) => string
}

/** Answers what the window asks of its own scheme: its pages, and the bytes of files. */
export const schemeHandler =
  ({ staticDir, file, onBug }: SchemeOptions) =>
  async (request: Request): Promise<Response> => {
    const { method, url, headers } = request
    const { pathname: path, searchParams } = new URL(url)
    const answer = async (): Promise<Answer> => {
      if (!isOwn(url)) return NOTHING
      if (path.startsWith('/api/') && method !== 'HEAD') return file({ method, path, name: searchParams.get('name'), bytes: request.body ?? new Blob([]).stream() })
      if (method !== 'GET' && method !== 'HEAD') return resultAnswer(fail('UNKNOWN_METHOD', { method: `${method} ${path}` }))
      return (await staticAnswer(staticDir, path, { known: headers.get('if-none-match') ?? undefined })) ?? NOTHING
    }
    const { status, headers: said, body } = await answer().catch((error: unknown) => resultAnswer(failureOf(error, () => onBug(error, `${method} ${path}`))))
    return new Response(body && method !== 'HEAD' ? streamOf(body) : null, { status, headers: { ...GUARDS, ...said } })
  }

/** Read as the window takes it: a file may be larger than memory. */
const streamOf = (body: NonNullable<Answer['body']>): ResponseBody => (body instanceof Uint8Array ? new Uint8Array(body) : (ReadableStream.from(body) as ResponseBody))

type ResponseBody = ConstructorParameters<typeof Response>[0]

const NOTHING: Answer = { status: 404, headers: { 'Content-Type': 'text/plain' }, body: Buffer.from('404') }
