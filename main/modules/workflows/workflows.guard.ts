import type { Problem } from '../../../shared/kernel/entity/validate.ts'
import { SHIPPED } from '../../../shared/modules/workflows/shipped.ts'
import { workflowParts } from '../../../shared/modules/workflows/workflow-schema.ts'
import type { Draft, Guard, Store } from '../../kernel/store/store.ts'

/** A workflow means something in all its parts, and of a shipped one there is but one change. */
export const workflowsGuard: Guard = (store, { document }, among) => {
  if (document.type !== 'workflow' || document.trashedAt !== null) return undefined
  const { data } = document
  const problems: Problem[] = [
    ...(Object.keys(workflowParts) as (keyof typeof workflowParts)[]).filter(part => data[part] !== undefined && !workflowParts[part].safeParse(data[part]).success).map((field): Problem => ({ field, code: 'WRONG_KIND' })),
    ...(data['shippedKey'] === undefined || SHIPPED.some(({ key }) => key === data['shippedKey']) ? [] : [{ field: 'shippedKey', code: 'NOT_A_CHOICE', params: { value: String(data['shippedKey']) } } as const]),
    ...(isTaken(store, document, among) ? [{ field: 'shippedKey', code: 'NAME_TAKEN', params: { value: String(data['name']) } } as const] : []),
  ]
  return problems.length > 0 ? { code: 'INVALID_RECORD', params: { problems } } : undefined
}

const isTaken = (store: Store, { id, data }: Draft['document'], among: readonly Draft[]): boolean => {
  const { shippedKey } = data
  if (shippedKey === undefined) return false
  const beside = among.some(({ document }) => document.type === 'workflow' && document.trashedAt === null && document.id !== id && document.data['shippedKey'] === shippedKey)
  return beside || (store.db.rows('select id from workflow where st = 0 and f_shippedKey = ? and id <> ?').all(shippedKey, id) as string[][]).some(([other]) => !among.some(({ document }) => document.id === other))
}
