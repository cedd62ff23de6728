import type { TFunction } from 'i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { isOwnReason, type Reason } from '../../../shared/kernel/duplicates/reasons.ts'
import { fieldWord } from './words.ts'

/** A town says its postcode, and a street both. */
const isSaid = (reason: Reason, reasons: readonly Reason[]): boolean =>
  (reason === 'postcode' && (reasons.includes('city') || reasons.includes('street'))) || (reason === 'city' && reasons.includes('street'))

/** What speaks for two records being one: `même e-mail, noms proches`. */
export const reasonsText = (t: TFunction, entity: AnyEntity, reasons: readonly Reason[]): string =>
  reasons
    .filter(reason => !isSaid(reason, reasons))
    .map(reason => (isOwnReason(reason) ? t('merge.reasons.own', { field: fieldWord(t, entity, reason) }) : t(`merge.reasons.${reason}`)))
    .join(', ')
