import { useQuery } from '@tanstack/react-query'
import { Milestone } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { wholeDays } from '../../../shared/modules/opportunities/opportunity.rules.ts'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { formatInstant } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { actorWord } from '../../kernel/text/words.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Value } from '../../kernel/ui/Value.tsx'
import css from './opportunities.module.css'

/** Through which phases a deal has gone, and how long it stayed in each. */
export const PhasesBlock = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.record(entity.type, record.id), 'phases', record.op],
    queryFn: async ({ signal }) => (await unwrap(api.opportunities.phases({ id: record.id }, { signal }))).passages,
    placeholderData: old => old,
  })
  const [now] = useState(() => new Date().toISOString())
  const stays = (data ?? []).map(stay => ({ ...stay, days: wholeDays(stay.from, stay.to ?? now) }))
  const longest = Math.max(1, ...stays.map(({ days }) => days))
  return (
    <Block icon={Milestone} title={t('sales.phases')} name={`${entity.type}.phases`}>
      {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      <ol className={css.stays}>
        {stays.map(({ phase, from, by, days, to }) => (
          <li key={from}>
            <span className={css.stayPhase}>{phase === null ? t('sales.noPhase') : <Value field={entity.fields['phase']!} value={phase} />}</span>
            <span className={css.stayBar} aria-hidden="true">
              <span style={{ width: `${Math.max(2, (days / longest) * 100)}%` }} data-current={to === undefined || undefined} />
            </span>
            <span className={css.stayDays}>{t('sales.days', { count: days })}</span>
            <span className={css.stayWhen}>
              <time dateTime={from}>{formatInstant(from, language)}</time> · {actorWord(t, by)}
            </span>
          </li>
        ))}
      </ol>
    </Block>
  )
}
