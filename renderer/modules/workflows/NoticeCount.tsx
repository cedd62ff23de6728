import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { useUnread } from './use-notices.ts'
import css from './count.module.css'

/** How many notices nobody has read, beside the word in the menu. */
export const NoticeCount = () => {
  const language = useLanguage()
  const count = useUnread()
  return count ? (
    <>
      {' '}
      <span className={css.count}>{formatNumber(count, language)}</span>
    </>
  ) : null
}
