import type { AnyEntity } from '../../shared/kernel/entity/define.ts'
import { type Configuring, effectiveRegistry } from '../../shared/kernel/entity/effective.ts'
import { registry as declared } from '../../shared/registry.ts'
import { registry, setRegistry } from '../kernel/state/registry.ts'
import { iconOf } from '../modules/customs/icons.ts'
import { typeLooks } from './modules.ts'

/** Makes the types of this window out of what users made; what did not change stays the same object, so that it is not drawn again. */
export const showTypes = (records: readonly Configuring[]): void => {
  const known = new Map(registry().map(entity => [entity.type, entity]))
  const next = effectiveRegistry(declared, records).registry.map(entity => unchanged(known.get(entity.type), entity))
  for (const { type, own } of next) if (own) typeLooks.set(type, { icon: iconOf(own.icon), isPerson: false, hasCard: false })
  setRegistry(next)
}

/** A title follows from the record of the type, which an own type's definition does not hold. */
const unchanged = (old: AnyEntity | undefined, entity: AnyEntity): AnyEntity => (old && !entity.own && JSON.stringify(old) === JSON.stringify(entity) ? old : entity)
