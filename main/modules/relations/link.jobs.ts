import { otherSide, type Side } from '../../../shared/modules/relations/relation-kinds.ts'
import type { JobKind, Progress } from '../../kernel/jobs/engine.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Reader, Selection } from '../../kernel/store/reader.ts'
import type { Draft, Store } from '../../kernel/store/store.ts'

/** One record, on its side of a kind, to be linked with others. */
export interface LinkOrder {
  readonly kind: string
  readonly side: Side
  readonly id: string
  /** Those named, or all that the selection holds. */
  readonly ids?: readonly string[]
  readonly selection?: Selection
}

export interface LinkInput extends LinkOrder {
  readonly operation: Operation
  readonly total: number
  /** The youngest record of the moment: what is made while the links are made stays out of it. */
  readonly until: number
}

export interface LinkRefusal {
  id: string
  title: string
  reason: string
  side?: Side
  tagNames?: string
}

export interface LinkStep {
  readonly drafts: readonly Draft[]
  readonly done: number
  readonly refusals: readonly LinkRefusal[]
  readonly position: number
  readonly isLast: boolean
}

export const LINK = 'link'
export const BATCH = 250

/** The next batch of relations; call it inside `commit`. */
export const linkStep = (store: Store, reader: Reader, { kind, side, id, ids, selection, operation, until }: LinkInput, from: number): LinkStep => {
  const found = ids ? ids.slice(from, from + BATCH).map((each, i) => ({ n: from + i + 1, id: each })) : reader.numbered(selection!, from, until, BATCH)
  const drafts: Draft[] = []
  const refusals: LinkRefusal[] = []
  for (const other of found) {
    const draft = store.draft(operation, 'relation', { kind, [side]: id, [otherSide(side)]: other.id })
    const refused = store.refusal(draft, drafts)
    if (!refused) drafts.push(draft)
    else {
      const { reason, side: where, tagNames } = (refused.params ?? {}) as Partial<LinkRefusal>
      refusals.push({ id: other.id, title: reader.titles([other.id]).get(other.id) ?? '', reason: reason ?? refused.code, ...(where && { side: where }), ...(tagNames && { tagNames }) })
    }
  }
  return { drafts, done: found.length, refusals, position: found.at(-1)?.n ?? from, isLast: found.length < BATCH }
}

export const linkJob = (store: Store, reader: Reader): JobKind<LinkInput, number> => ({
  kind: LINK,
  run: async job => {
    let position = job.checkpoint ?? 0
    let isLast = false
    while (!isLast && !job.signal.aborted) {
      const from = position
      await job.commit(job.input.operation, () => {
        const step = linkStep(store, reader, job.input, from)
        position = step.position
        isLast = step.isLast
        const progress: Progress<number> = { checkpoint: position, done: step.done, total: job.input.total, counts: { created: step.drafts.length, refused: step.refusals.length } }
        return { batch: { drafts: step.drafts }, progress }
      })
      await new Promise(resolve => setImmediate(resolve))
    }
  },
})
