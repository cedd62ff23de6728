import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { useDuplicateCount } from './use-duplicates.ts'

/** How many there are to look at, beside the word in the menu. */
export const DuplicateCount = () => {
  const language = useLanguage()
  const count = useDuplicateCount()?.count
  return count ? <span style={{ marginLeft: 8, color: 'var(--text-3)' }}>{formatNumber(count, language)}</span> : null
}
