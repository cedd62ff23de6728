import { isOwnName } from '../entity/define.ts'

export const REASONS = ['email', 'phone', 'legalId', 'sameName', 'soundsAlike', 'closeName', 'street', 'postcode', 'city', 'relation'] as const

/** A field of users' own that holds the same, by its name. */
export type OwnReason = `x_${string}`
export const isOwnReason = (reason: string): reason is OwnReason => isOwnName(reason)

/** What speaks for two records being the same: `sameName`, `soundsAlike`, `closeName`, or the place that holds the same. */
export type Reason = (typeof REASONS)[number] | OwnReason
