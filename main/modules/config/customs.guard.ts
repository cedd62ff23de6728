import { type AnyEntity, OWN } from '../../../shared/kernel/entity/define.ts'
import { canBecome, CONFIGURING, effectiveRegistry, type LeftOut } from '../../../shared/kernel/entity/effective.ts'
import type { Problem } from '../../../shared/kernel/entity/validate.ts'
import type { Failure } from '../../../shared/kernel/rpc/result.ts'
import { foreseenConfiguration } from '../../kernel/store/configuration.ts'
import type { Draft, Guard, Store } from '../../kernel/store/store.ts'

const PROBLEMS: Record<LeftOut['why'], Pick<Problem, 'field' | 'code'>> = {
  name: { field: 'label', code: 'REQUIRED' },
  taken: { field: 'key', code: 'NAME_TAKEN' },
  type: { field: 'forType', code: 'NOT_A_CHOICE' },
  kind: { field: 'kind', code: 'NOT_A_CHOICE' },
  target: { field: 'to', code: 'NOT_A_CHOICE' },
  field: { field: 'field', code: 'NOT_A_CHOICE' },
  title: { field: 'titleFields', code: 'NOT_A_CHOICE' },
  duplicates: { field: 'duplicates', code: 'NOT_A_CHOICE' },
  usual: { field: 'usual', code: 'WRONG_KIND' },
}

/** What users make of types and fields means something when it is written, and leaves what records hold as it is. */
export const customsGuard =
  (declared: readonly AnyEntity[]): Guard =>
  (store, draft, among) => {
    const { document } = draft
    if (!CONFIGURING.some(type => type === document.type) || document.trashedAt !== null) return undefined
    const out = effectiveRegistry(declared, foreseenConfiguration(store.db, among.map(each => each.document))).leftOut.find(({ id }) => id === document.id)
    const problem = out ? PROBLEMS[out.why] : changedName(store, draft)
    return problem && ({ code: 'INVALID_RECORD', params: { problems: [problem] } } satisfies Failure)
  }

/** What is kept under a name stays there; and a kind stays once there are values, unless these are of the other as they are. */
const changedName = (store: Store, { document: { type, data }, previous }: Draft): Pick<Problem, 'field' | 'code'> | undefined => {
  if (!previous) return undefined
  const fixed = (type === 'customField' ? ['key', 'forType', 'to', 'isMany'] : type === 'customType' ? ['key'] : ['forType', 'field']).find(field => (previous.data[field] ?? null) !== (data[field] ?? null))
  if (fixed !== undefined) return { field: fixed, code: 'WRONG_KIND' }
  if (type !== 'customField' || canBecome(String(previous.data['kind']), String(data['kind']))) return undefined
  const path = `$.data.${OWN}${String(data['key'])}`
  const hasValues = store.db.rows(`select 1 from doc_records where deleted = 0 and json ->> '$.type' = ? and json -> ? is not null limit 1`).get(data['forType'], path) !== undefined
  return hasValues ? { field: 'kind', code: 'WRONG_KIND' } : undefined
}
