import type { Failure } from '../../shared/kernel/rpc/result.ts'
import type { KeyPlace } from '../kernel/store/keyring.ts'
import type { Answer } from './answer.ts'
import type { FileRequest } from './file-requests.ts'
import type { Secrets } from './secrets.ts'

/** What the process of the windows says to the core's; it opens it first. */
export type ToCore =
  | { readonly type: 'open'; readonly data: string; readonly config: string; readonly secrets: Secrets; readonly hasKeychain: boolean }
  /** What the keychain made of the bytes; none when it refused. */
  | { readonly type: 'keychain'; readonly bytes: Uint8Array | undefined }
  /** With the port of a window. */
  | { readonly type: 'window' }
  /** With the port of an exchange. */
  | ({ readonly type: 'file' } & Omit<FileRequest, 'bytes'>)
  | { readonly type: 'close' }

/** What the core's process says; it ends with 0 once it has closed. */
export type FromCore =
  | { readonly type: 'ready'; readonly keyPlace: KeyPlace }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'seal' | 'unseal'; readonly bytes: Uint8Array }

/** What the answer to a file request begins with. */
export interface AnswerHead extends Omit<Answer, 'body'> {
  readonly hasBody: boolean
}
