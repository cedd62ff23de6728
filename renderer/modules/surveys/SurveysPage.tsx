import { useQuery } from '@tanstack/react-query'
import { ChartColumn, ClipboardList, Pencil, Plus, Settings2, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Button, ButtonLink } from '../../kernel/ui/Button.tsx'
import { Chip } from '../../kernel/ui/Chip.tsx'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import ui from '../../kernel/ui/ui.module.css'
import { responsesAddress, type SurveyRow } from './survey-row.ts'
import css from './surveys.module.css'

const TO_CHECK = { field: 'isToCheck', op: 'eq' as const, value: true }
const ANSWERED = { field: 'state', op: 'in' as const, value: ['answered', 'late'] }

/** The questionnaires, with how many came back. */
export const SurveysPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const { data, error, refetch } = useQuery({
    queryKey: keys.rows('survey', { all: true }),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'survey', limit: 1_000 }, { signal }))).rows as readonly SurveyRow[],
  })
  const counts = useQuery({
    queryKey: keys.rows('surveyResponse', { bySurvey: true }),
    queryFn: async ({ signal }) => {
      const by = async (filter?: typeof ANSWERED) => new Map((await unwrap(api.entities.groups({ type: 'surveyResponse', by: { field: 'survey' }, ...(filter && { filter }) }, { signal }))).groups.map(({ value, count }) => [value, count]))
      const [asked, answered, { count: toCheck }] = await Promise.all([by(), by(ANSWERED), unwrap(api.entities.count({ type: 'surveyResponse', filter: TO_CHECK }, { signal }))])
      return { asked, answered, toCheck }
    },
  }).data
  const remove = async ({ id, title }: SurveyRow): Promise<void> => {
    try {
      operations.report((await unwrap(api.entities.remove({ type: 'survey', id }))).op, t('ui.trashedOne', { title }))
    } catch (failed) {
      operations.failed(failed)
    }
  }
  const columns: TableColumn<SurveyRow>[] = [
    {
      name: 'name',
      head: t('surveys.survey.one'),
      look: 'name',
      render: ({ id, title, isRetired }) => (
        <span className={css.name}>
          <Link to={`/survey/${id}`}>{title}</Link>
          {isRetired && <Chip colour="neutral">{t('surveys.survey.fields.isRetired')}</Chip>}
        </span>
      ),
    },
    { name: 'language', head: t('surveys.survey.fields.language'), look: 'nowrap', render: survey => t(`surveys.languages.${survey.language ?? 'fr'}`) },
    {
      name: 'responses',
      head: t('surveys.surveyResponse.fields.given'),
      look: 'wide',
      render: ({ id }) => {
        const asked = counts?.asked.get(id) ?? 0
        if (asked === 0) return <span className={css.soft}>{t('surveys.neverAsked')}</span>
        return <Link to={responsesAddress(id)}>{t('surveys.answeredOf', { answered: formatNumber(counts?.answered.get(id) ?? 0, language), asked: formatNumber(asked, language) })}</Link>
      },
    },
    {
      name: 'actions',
      head: t('ui.actions'),
      isHeadHidden: true,
      look: 'end',
      render: survey => (
        <span className={css.actions}>
          <ButtonLink isSmall icon={ChartColumn} to={`/survey/${survey.id}`} aria-label={`${t('surveys.results')} ${survey.title}`}>
            {t('surveys.results')}
          </ButtonLink>
          <ButtonLink isSmall icon={Pencil} to={`/survey/${survey.id}/modifier`} aria-label={`${t('ui.edit')} ${survey.title}`}>
            {t('ui.edit')}
          </ButtonLink>
          <Button isSmall look="danger" icon={Trash2} aria-label={`${t('surveys.remove')} ${survey.title}`} onClick={() => void remove(survey)}>
            {t('surveys.remove')}
          </Button>
        </span>
      ),
    },
  ]
  return (
    <Page
      title={t('surveys.survey.many')}
      actions={
        <>
          <ButtonLink icon={Settings2} to="/reglages/questionnaires">
            {t('surveys.afterActivities')}
          </ButtonLink>
          <ButtonLink look="filled" icon={Plus} to="/survey/nouveau">
            {t('surveys.survey.new')}
          </ButtonLink>
        </>
      }
    >
      {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {counts && counts.toCheck > 0 && (
        <Notice tint="warn" action={<ButtonLink isSmall to="/surveyResponse?filtre=surveyResponse.toCheck">{t('surveys.look')}</ButtonLink>}>
          {t('surveys.toCheck', { count: counts.toCheck })}
        </Notice>
      )}
      {data?.length === 0 && (
        <EmptyState
          icon={ClipboardList}
          title={t('surveys.none')}
          actions={
            <ButtonLink icon={ClipboardList} to="/survey/nouveau?exemple=1">
              {t('surveys.fromExample')}
            </ButtonLink>
          }
        >
          {t('surveys.noneHint')}
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <div className={ui.block}>
          <Table label={t('surveys.survey.many')} columns={columns} rows={data} keyOf={({ id }) => id} />
        </div>
      )}
    </Page>
  )
}
