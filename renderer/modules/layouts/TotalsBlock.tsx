import { useQuery } from '@tanstack/react-query'
import { ChartNoAxesColumn } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { manyWord } from '../../kernel/text/words.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { useRecordTypes } from './use-record-types.ts'
import css from './layouts.module.css'


/** How many records there are of each type. */
export const TotalsBlock = () => {
  const { t } = useTranslation()
  return (
    <Block icon={ChartNoAxesColumn} title={t('layouts.blocks.totals')} name="home.totals">
      <div className={css.totals}>
        {useRecordTypes().map(entity => (
          <Total key={entity.type} entity={entity} />
        ))}
      </div>
    </Block>
  )
}

const Total = ({ entity }: { readonly entity: AnyEntity }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const { data } = useQuery({ queryKey: keys.count(entity.type, {}), queryFn: async ({ signal }) => (await unwrap(api.entities.count({ type: entity.type }, { signal }))).count })
  return (
    <Link to={`/${entity.type}`}>
      <b>{data === undefined ? '\u00a0' : formatNumber(data, language)}</b>
      {manyWord(t, entity)}
    </Link>
  )
}
