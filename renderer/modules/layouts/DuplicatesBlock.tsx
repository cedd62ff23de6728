import { useQuery } from '@tanstack/react-query'
import { GitMerge } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { MOST_COUNTED } from '../../../shared/modules/duplicates/duplicates.rules.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { ButtonLink } from '../../kernel/ui/Button.tsx'
import css from './layouts.module.css'

/** How many records look alike and wait to be looked at. */
export const DuplicatesBlock = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const { data } = useQuery({ queryKey: [...keys.journal, 'duplicates'], queryFn: async ({ signal }) => (await unwrap(api.duplicates.count({}, { signal }))).count, staleTime: 0 })
  return (
    <Block icon={GitMerge} title={t('layouts.blocks.duplicates')} name="home.duplicates">
      <div className={css.text}>
        {data === 0 && t('layouts.noDuplicates')}
        {data !== undefined && data > 0 && (
          <>
            <span>{t(data === MOST_COUNTED ? 'layouts.duplicatesMany' : 'layouts.duplicates', { count: data, number: formatNumber(data, language) })}</span>
            <ButtonLink isSmall to="/doublons">
              {t('layouts.seeDuplicates')}
            </ButtonLink>
          </>
        )}
      </div>
    </Block>
  )
}
