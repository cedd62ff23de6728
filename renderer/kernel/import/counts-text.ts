import type { TFunction } from 'i18next'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import { formatNumber } from '../text/format.ts'
import type { Language } from '../text/i18n.ts'

const NAMES = ['created', 'updated', 'unchanged', 'failed'] as const

/** What an import did, or with `foreseen` will do, in words: `3 fiches seront créées, 1 mise à jour`; what is nought is left out. */
export const countsText = (t: TFunction, { counts }: Pick<JobView, 'counts'>, language: Language, tense: 'foreseen' | 'ended'): string =>
  NAMES.flatMap(name => {
    const count = counts[name] ?? 0
    return count > 0 ? [t(`imports.${tense}${name[0]!.toUpperCase()}${name.slice(1)}`, { count, number: formatNumber(count, language) })] : []
  }).join(', ')
