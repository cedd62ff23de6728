import type { TFunction } from 'i18next'
import type { Reason } from '../../../shared/kernel/duplicates/likeness.ts'

/** A town says its postcode, and a street both. */
const isSaid = (reason: Reason, reasons: readonly Reason[]): boolean =>
  (reason === 'postcode' && (reasons.includes('city') || reasons.includes('street'))) || (reason === 'city' && reasons.includes('street'))

/** What speaks for two records being one: `même e-mail, noms proches`. */
export const reasonsText = (t: TFunction, reasons: readonly Reason[]): string => reasons.filter(reason => !isSaid(reason, reasons)).map(reason => t(`merge.reasons.${reason}`)).join(', ')
