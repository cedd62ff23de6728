import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import type { Tag } from '../../../shared/modules/config/tag.entity.ts'

/** A tag as it comes in a list. */
export type TagRow = Row & Tag
