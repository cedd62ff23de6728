import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { visibleEntity } from './relations.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'
import { registry } from '../state/registry.ts'
import { countWords } from '../text/count-words.ts'
import { formatNumber } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { fieldWord } from '../text/words.ts'
import { Failed } from '../ui/Failed.tsx'
import css from './touched-records.module.css'

const SHOWN = 30

/** The records of an operation, each with what of it was changed. */
export const TouchedRecords = ({ op, count }: { readonly op: string; readonly count: number }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.journal, 'records', op],
    queryFn: async ({ signal }) => (await unwrap(api.journal.records({ op, limit: SHOWN }, { signal }))).records,
  })
  const shown = data?.flatMap(record => {
    const entity = visibleEntity(record.type)
    return entity ? [{ ...record, entity }] : []
  })
  const machinery = [...Map.groupBy(data?.filter(({ type }) => !visibleEntity(type)) ?? [], ({ type }) => type)]
  return (
    <>
      {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {count > SHOWN && <p className={css.first}>{t('pages.history.first', { number: formatNumber(SHOWN, language) })}</p>}
      <ul className={css.records}>
        {shown?.map(({ id, title, type, fields, entity }) => (
          <li key={id}>
            {title ? <Link to={`/${type}/${id}`}>{title}</Link> : <span className={css.gone}>{t('pages.history.gone')}</span>}
            {fields.length > 0 && <span className={css.fields}>{fields.filter(field => entity.fields[field] && !entity.fields[field].hidden).map(field => fieldWord(t, entity, field)).join(', ')}</span>}
          </li>
        ))}
        {machinery.map(([type, of]) => {
          const entity = registry().find(each => each.type === type)
          return entity && <li key={type}>{countWords(t, entity, of.length, language)}</li>
        })}
      </ul>
    </>
  )
}
