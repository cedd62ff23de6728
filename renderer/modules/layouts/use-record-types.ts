import { useMemo } from 'react'
import { type AnyEntity, typesReached } from '../../../shared/kernel/entity/define.ts'
import { useOff } from '../../kernel/state/off.ts'
import { useRegistry } from '../../kernel/state/registry.ts'

/** The types of what people enter, users' own too, as far as they are switched on. */
export const useRecordTypes = (): readonly AnyEntity[] => {
  const registry = useRegistry()
  const off = useOff()
  return useMemo(() => {
    const entered = typesReached({ kind: 'relation' }, registry)
    return registry.filter(({ type }) => entered.includes(type) && !off.types.has(type))
  }, [registry, off])
}
