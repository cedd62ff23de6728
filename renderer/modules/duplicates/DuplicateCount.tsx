import { useLanguage } from '../../kernel/text/use-language.ts'
import { countText, useDuplicateCount } from './use-duplicates.ts'
import css from './count.module.css'

/** How many there are to look at, beside the word in the menu. */
export const DuplicateCount = () => {
  const language = useLanguage()
  const count = useDuplicateCount()?.count
  return count ? (
    <>
      {' '}
      <span className={css.count}>{countText(count, language)}</span>
    </>
  ) : null
}
