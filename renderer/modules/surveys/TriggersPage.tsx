import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { entityOf } from '../../kernel/state/entity-of.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { useOfferedValues, valueWord } from '../../kernel/state/value-lists.ts'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Select } from '../../kernel/ui/Select.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import type { TitledId } from '../../kernel/ui/Value.tsx'
import ui from '../../kernel/ui/ui.module.css'
import type { SurveyRow } from './survey-row.ts'
import css from './surveys.module.css'

interface TriggerRow extends Row {
  readonly kind?: string
  readonly survey?: TitledId
  readonly isSent?: boolean
}

interface KindRow {
  readonly key: string
  readonly word: string
}

/** Which questionnaire follows an activity of each kind. */
export const TriggersPage = () => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  const list = entityOf('activity')!.fields['kind']!.values!
  const kinds = useOfferedValues()(list).filter(({ disabled }) => !disabled)
  const { data: triggers } = useQuery({
    queryKey: keys.rows('surveyTrigger', { all: true }),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'surveyTrigger', limit: 500 }, { signal }))).rows as readonly TriggerRow[],
  })
  const { data: surveys = [] } = useQuery({
    queryKey: keys.rows('survey', { offered: true }),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'survey', limit: 500 }, { signal }))).rows as readonly SurveyRow[],
  })
  const of = (kind: string): TriggerRow | undefined => triggers?.find(trigger => trigger.kind === kind)
  const choose = async (kind: string, survey: string, isSent: boolean): Promise<void> => {
    const trigger = of(kind)
    try {
      const { op } = !survey
        ? await unwrap(api.entities.remove({ type: 'surveyTrigger', id: trigger!.id }))
        : await unwrap(api.entities.save({ type: 'surveyTrigger', ...(trigger && { id: trigger.id }), patch: { kind, survey, isSent: isSent || null } }))
      operations.report(op, t('surveys.triggerKept'))
    } catch (error) {
      operations.failed(error)
    }
  }
  const columns: TableColumn<KindRow>[] = [
    { name: 'kind', head: t('surveys.surveyTrigger.fields.kind'), look: 'name', render: ({ word }) => word },
    {
      name: 'survey',
      head: t('surveys.survey.one'),
      look: 'wide',
      render: ({ key, word }) => (
        <Select
          isLabelHidden
          label={t('surveys.surveyFor', { kind: word })}
          value={of(key)?.survey?.id ?? ''}
          options={[{ value: '', word: t('surveys.noSurvey') }, ...surveys.filter(({ id, isRetired }) => !isRetired || id === of(key)?.survey?.id).map(({ id, title }) => ({ value: id, word: title }))]}
          onChoose={survey => void choose(key, survey, of(key)?.isSent === true)}
        />
      ),
    },
    {
      name: 'isSent',
      head: t('surveys.then'),
      look: 'wide',
      render: ({ key, word }) =>
        of(key) && (
          <Select
            isLabelHidden
            label={t('surveys.thenFor', { kind: word })}
            value={of(key)!.isSent ? 'sent' : 'offered'}
            options={['offered', 'sent'].map(value => ({ value, word: t(`surveys.thens.${value}`) }))}
            onChoose={value => void choose(key, of(key)!.survey!.id, value === 'sent')}
          />
        ),
    },
  ]
  return (
    <Page title={t('surveys.afterActivities')} beside={<Link to="/reglages">{t('ui.settings')}</Link>}>
      <p className={css.soft}>{t('surveys.triggersAbout')}</p>
      {surveys.length === 0 && triggers && (
        <Notice tint="info" action={<Link to="/questionnaires">{t('surveys.survey.many')}</Link>}>
          {t('surveys.none')}
        </Notice>
      )}
      {triggers && (
        <div className={ui.block}>
          <Table label={t('surveys.afterActivities')} columns={columns} rows={kinds.map(value => ({ key: value.key, word: valueWord(t, list, value) }))} keyOf={({ key }) => key} />
        </div>
      )}
    </Page>
  )
}
