import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { formatInstant, formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { operationWord } from '../../kernel/text/words.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import css from './layouts.module.css'

const SHOWN = 8

/** What was done last, by whomever. */
export const ChangedBlock = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.journal, 'latest', SHOWN],
    queryFn: async ({ signal }) => (await unwrap(api.journal.operations({ limit: SHOWN, isFolded: true }, { signal }))).operations,
  })
  return (
    <Block icon={History} title={t('layouts.blocks.changed')} name="home.changed">
      {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {data?.length === 0 && <p className={css.text}>{t('layouts.nothingYet')}</p>}
      <ul>
        {data?.map(({ op, name, params, at, times }) => {
          const { id, title, type } = params as { id?: string; title?: string; type?: string }
          const word = operationWord(t, { name, params })
          const named = title ? `${word}${t('ui.colon')}${title}` : word
          const what = times === undefined ? named : t('layouts.acts', { count: times, number: formatNumber(times, language) })
          return (
            <li key={op} className={css.line}>
              {id && visibleEntity(type) ? <Link to={`/${type}/${id}`}>{what}</Link> : <span>{what}</span>}
              <small>
                <time dateTime={at}>{formatInstant(at, language)}</time>
              </small>
            </li>
          )
        })}
      </ul>
      <div className={css.foot}>
        <Link to="/historique">{t('layouts.seeHistory')}</Link>
      </div>
    </Block>
  )
}
