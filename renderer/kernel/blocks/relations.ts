import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { registry } from '../state/registry.ts'

export interface Inbound {
  readonly entity: AnyEntity
  /** Its relation that points here. */
  readonly field: string
}

/** The relations that lead to a type, in the order of the registry. */
export const inboundRelations = (type: string): Inbound[] =>
  registry().flatMap(entity =>
    entity.internal ? [] : Object.entries(entity.fields).flatMap(([field, { kind, to }]) => (kind === 'relation' && to === type ? [{ entity, field }] : [])),
  )

/** The definition of a type that people see; undefined when there is none. */
export const visibleEntity = (type: string | undefined): AnyEntity | undefined => registry().find(entity => entity.type === type && !entity.internal)
