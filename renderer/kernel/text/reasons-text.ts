import type { TFunction } from 'i18next'
import type { Reason } from '../../../shared/kernel/duplicates/likeness.ts'

/** What speaks for two records being one: `même e-mail, noms proches`. */
export const reasonsText = (t: TFunction, reasons: readonly Reason[]): string => reasons.map(reason => t(`merge.reasons.${reason}`)).join(', ')
