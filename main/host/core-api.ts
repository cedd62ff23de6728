import type { Port } from '../../shared/kernel/rpc/port.ts'
import type { Result } from '../../shared/kernel/rpc/result.ts'
import type { Damage } from '../../shared/modules/rescue/rescue.rpc.ts'
import type { KeyPlace, Sealer } from '../kernel/store/keyring.ts'

export interface CoreOptions {
  /** The folder that holds everything; made when missing. */
  data: string
  /** The folder of this person's configuration on this machine, where a key file may lie: never inside `data`. */
  config: string
  /** Protects the data's key; without one, a key file in `config` does. */
  passphrase?: string
  /** The system's keychain, where the host has one: seals the key of new data when there is no passphrase. */
  sealer?: Sealer
  /** Opens the data where what protected its key is lost; from then on it is protected anew. */
  recoveryKey?: string
  /** Whether a window can be asked for the passphrase: until it is given, the core does nothing else. */
  canAsk?: boolean
}

/** A file of the store, opened for reading. */
export interface OpenedFile {
  name: string
  mime: string
  /** In bytes. */
  size: number
  bytes: AsyncIterable<Uint8Array>
}

/** What a host needs of the core: it knows neither Electron nor HTTP. */
export interface Core {
  readonly keyPlace: KeyPlace
  /** Why nothing but a rescue is served: the data is damaged. */
  readonly damage?: Damage
  /** Serves a window over a port until the port closes. */
  connect(port: Port): void
  /** Calls one method (`entities.list`) with unchecked input; a stream is refused. */
  call(method: string, input: unknown, signal: AbortSignal): Promise<Result<unknown>>
  /** Keeps uploaded bytes, encrypted, until what uses them ends. Throws ExpectedError (FILE_TOO_LARGE, DISK_FULL). */
  stage(name: string, bytes: AsyncIterable<Uint8Array>): Promise<{ file: string; size: number }>
  /** Opens a staged file (by its id) or a record's file (by its SHA-256); undefined when there is none. */
  open(file: string): Promise<OpenedFile | undefined>
  /** Lets running batches finish, then closes everything. */
  close(): Promise<void>
}
