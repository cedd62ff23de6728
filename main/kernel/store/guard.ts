import type { Failure } from '../../../shared/kernel/rpc/result.ts'
import type { Draft, Store } from './store.ts'

/**
 * A rule that looks beyond the record it is asked about: why a draft may not be written, beside the others of its batch.
 * It is asked of everything that an operation writes, also by an import or an undo, and not of what replication brings.
 */
export type Guard = (store: Store, draft: Draft, among: readonly Draft[]) => Failure | undefined
