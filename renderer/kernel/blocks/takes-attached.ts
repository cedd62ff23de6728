import { type AnyEntity, typesReached } from '../../../shared/kernel/entity/define.ts'
import { registry } from '../state/registry.ts'

/** Whether records such as notes can belong to those of a type. */
export const takesAttached = (entity: AnyEntity): boolean => typesReached({ kind: 'relation' }, registry()).includes(entity.type)
