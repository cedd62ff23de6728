import { LOCAL_ACTOR } from '../../../shared/kernel/id/local-actor.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { FIRST_USER } from '../../../shared/modules/journal/journal.rules.ts'
import type { Guard, Store } from '../../kernel/store/store.ts'

/** Makes the record of whoever works at this machine when there is none yet; their name is asked for later. */
export const ensureLocalUser = async (store: Store): Promise<void> => {
  if (store.read(LOCAL_ACTOR)) return
  const operation = { id: store.newId(), name: FIRST_USER, params: {}, actor: LOCAL_ACTOR }
  const made = store.commit(operation, () => {
    if (store.read(LOCAL_ACTOR)) return { drafts: [] }
    const { document } = store.draft(operation, 'user', {})
    return { drafts: [{ document: { ...document, id: LOCAL_ACTOR } }] }
  })
  // A disk without room keeps nobody from reading: the next opening tries again.
  await made.catch((error: unknown) => {
    if (!(error instanceof ExpectedError)) throw error
  })
}

/** Whoever works at this machine stays, and works. */
export const usersGuard: Guard = (_, { document: { id, type, trashedAt, data } }) =>
  type === 'user' && id === LOCAL_ACTOR && (trashedAt !== null || data['isInactive'] === true) ? { code: 'IN_USE' } : undefined
