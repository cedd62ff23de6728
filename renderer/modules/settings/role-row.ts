import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import type { Role } from '../../../shared/modules/config/role.entity.ts'

/** A role as it comes in a list. */
export type RoleRow = Row & Role
