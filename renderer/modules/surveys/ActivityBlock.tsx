import { useQuery } from '@tanstack/react-query'
import { ClipboardCheck, Send } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { entityOf } from '../../kernel/state/entity-of.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Button, ButtonLink } from '../../kernel/ui/Button.tsx'
import { Value } from '../../kernel/ui/Value.tsx'
import { lazyMui } from '../../kernel/ui/with-mui.tsx'
import { fillAddress, type ResponseRow } from './survey-row.ts'
import css from './surveys.module.css'

const SendDialog = lazyMui(async () => (await import('./SendDialog.tsx')).SendDialog)
const OPEN = ['waiting', 'sent']

/** The questionnaires about an activity, to be filled in now or sent. */
export const ActivityBlock = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const api = useApi()
  const [sending, setSending] = useState<string>()
  const { data = [] } = useQuery({
    queryKey: keys.rows('surveyResponse', { activity: record.id }),
    queryFn: async ({ signal }) =>
      (await unwrap(api.entities.list({ type: 'surveyResponse', filter: { field: 'activity', op: 'eq', value: record.id }, view: ['state'], limit: 20 }, { signal }))).rows as readonly ResponseRow[],
  })
  if (data.length === 0) return null
  const state = entityOf('surveyResponse')!.fields['state']!
  return (
    <Block icon={ClipboardCheck} title={t('surveys.survey.many')} name={`${entity.type}.surveys`}>
      <ul className={css.which}>
        {data.map(response => (
          <li key={response.id}>
            <Link to={`/surveyResponse/${response.id}`}>{response.title}</Link>
            <Value field={state} value={response.state} />
            {OPEN.includes(response.state ?? '') && (
              <span className={css.actions}>
                <ButtonLink isSmall icon={ClipboardCheck} to={fillAddress(response.id)} aria-label={`${t('surveys.fillNow')} ${response.title}`}>
                  {t('surveys.fillNow')}
                </ButtonLink>
                <Button isSmall icon={Send} aria-label={`${t('surveys.send')} ${response.title}`} onClick={() => setSending(response.id)}>
                  {t(response.state === 'sent' ? 'surveys.sendAgain' : 'surveys.send')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {sending && (
        <Suspense>
          <SendDialog response={sending} onClose={() => setSending(undefined)} />
        </Suspense>
      )}
    </Block>
  )
}
