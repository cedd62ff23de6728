import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { registry } from './registry.ts'

export const entityOf = (type: string): AnyEntity | undefined => registry().find(entity => entity.type === type)
