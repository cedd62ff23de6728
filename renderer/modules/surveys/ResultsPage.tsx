import { useQuery } from '@tanstack/react-query'
import { CalendarDays, ChartColumn, Pencil } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { givenLine } from '../../../shared/modules/surveys/receiving.ts'
import { allQuestions, answerText, type Question, questionsOf, scaleOf } from '../../../shared/modules/surveys/survey.rules.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { type Api, unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { useRecord } from '../../kernel/state/use-record.ts'
import { formatMonth, formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { ButtonLink } from '../../kernel/ui/Button.tsx'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Segments } from '../../kernel/ui/Segments.tsx'
import ui from '../../kernel/ui/ui.module.css'
import { responsesAddress } from './survey-row.ts'
import css from './results.module.css'

const TimeChart = lazy(async () => ({ default: (await import('../../kernel/charts/TimeChart.tsx')).TimeChart }))

type Statistics = Extract<Awaited<ReturnType<Api['surveys']['statistics']>>, { ok: true }>['value']
type Counted = Statistics['questions'][number]

const PERIODS = { always: 0, year: 365, quarter: 92, month: 31 } as const
type Period = keyof typeof PERIODS
const DAY_MS = 86_400_000

const asOf = (period: Period): { period: Period; from?: string } => (period === 'always' ? { period } : { period, from: new Date(new Date().setHours(0, 0, 0, 0) - PERIODS[period] * DAY_MS).toISOString() })

/** What was answered to a questionnaire, in figures that lead to the answers. */
export const ResultsPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { id = '' } = useParams()
  const api = useApi()
  const navigate = useNavigate()
  const [{ period, from }, setPeriod] = useState<{ period: Period; from?: string }>({ period: 'always' })
  const { data: survey, error, refetch } = useRecord('survey', id)
  const { data } = useQuery({
    queryKey: keys.rows('surveyResponse', { statistics: id, from }),
    queryFn: ({ signal }) => unwrap(api.surveys.statistics({ survey: id, ...(from && { from }) }, { signal })),
    placeholderData: old => old,
  })
  const questions = useMemo(() => allQuestions(questionsOf(survey?.['questions'])), [survey])
  const months = useMemo(() => data?.months.map(({ month }) => formatMonth(month, language)) ?? [], [data, language])
  const monthly = useMemo(() => data?.months.map(({ count }) => count) ?? [], [data])
  const asked = Object.values(data?.states ?? {}).reduce((sum, count) => sum + count, 0)
  const count = (...states: readonly string[]): number => states.reduce((sum, state) => sum + (data?.states[state] ?? 0), 0)
  const share = asked > 0 ? Math.round((100 * count('answered', 'late')) / asked) : 0
  const list = (filter?: object): string => responsesAddress(id, filter)
  const inMonth = (index: number): void => void navigate(list(monthFilter(data!.months[index]!.month)))
  return (
    <Page
      title={survey?.title ?? ''}
      beside={<Link to="/questionnaires">{t('surveys.survey.many')}</Link>}
      actions={
        <>
          <Segments label={t('surveys.period')} value={period} options={(Object.keys(PERIODS) as Period[]).map(value => ({ value, word: t(`surveys.periods.${value}`) }))} onChoose={value => setPeriod(asOf(value))} />
          <ButtonLink icon={Pencil} to={`/survey/${id}/modifier`}>
            {t('ui.edit')}
          </ButtonLink>
        </>
      }
    >
      {error && !survey ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {data && asked === 0 && (
        <EmptyState icon={ChartColumn} title={t('surveys.noResponse')} actions={<ButtonLink to="/reglages/questionnaires">{t('surveys.afterActivities')}</ButtonLink>}>
          {t('surveys.noResponseHint')}
        </EmptyState>
      )}
      {survey && data && asked > 0 && (
        <div className={css.grid}>
          <dl className={`${ui.block} ${css.figures} ${css.whole}`}>
            <Figure name={t('surveys.askedCount')} value={<Link to={list()}>{formatNumber(asked, language)}</Link>} />
            <Figure name={t('surveys.answeredCount')} value={<Link to={list({ field: 'state', op: 'in', value: ['answered', 'late'] })}>{formatNumber(count('answered', 'late'), language)}</Link>} />
            <Figure name={t('surveys.share')} value={t('surveys.percent', { share })} />
            {count('waiting', 'sent') > 0 && <Figure name={t('surveys.waitingCount')} value={<Link to={list({ field: 'state', op: 'in', value: ['waiting', 'sent'] })}>{formatNumber(count('waiting', 'sent'), language)}</Link>} />}
            {count('late') > 0 && <Figure name={t('surveys.lateCount')} value={<Link to={list({ field: 'state', op: 'eq', value: 'late' })}>{formatNumber(count('late'), language)}</Link>} />}
          </dl>
          {data.months.length > 0 && (
            <Block className={css.whole} icon={CalendarDays} title={t('surveys.overTime')} name="survey.months">
              <div className={css.inside}>
                <Suspense>
                  <TimeChart names={months} values={monthly} look="bars" word={t('surveys.answeredCount')} onChoose={inMonth} />
                </Suspense>
                <MonthTable label={t('surveys.overTime')} head={t('surveys.answeredCount')} rows={data.months.map(({ month, count: many }) => ({ month, value: formatNumber(many, language), to: list(monthFilter(month)) }))} />
              </div>
            </Block>
          )}
          {questions.map(question => {
            const counted = data.questions.find(({ key }) => key === question.key)
            return counted && <QuestionResult key={question.key} question={question} counted={counted} list={list} />
          })}
        </div>
      )}
    </Page>
  )
}

const Figure = ({ name, value }: { readonly name: string; readonly value: React.ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
)

const nextMonth = (month: string): string => {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}
const monthFilter = (month: string): object => ({ all: [{ field: 'state', op: 'eq', value: 'answered' }, { field: 'answeredOn', op: 'gte', value: `${month}-01T00:00:00.000Z` }, { field: 'answeredOn', op: 'lt', value: `${nextMonth(month)}-01T00:00:00.000Z` }] })

interface ResultProps {
  readonly question: Question
  readonly counted: Counted
  readonly list: (filter?: object) => string
}

const QuestionResult = ({ question, counted, list }: ResultProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { count, values, average, months, texts } = counted
  const words = { yes: t('ui.yes'), no: t('ui.no') }
  const wordOf = (value: Counted['values'][number]['value']): string => {
    if (value === null) return t('surveys.ownAnswer')
    if (question.kind === 'date') return formatMonth(String(value), language)
    return typeof value === 'number' ? formatNumber(value, language) : answerText(question, value, words)
  }
  const leadsTo = (value: Counted['values'][number]['value']): string | undefined => {
    if (value === null || question.kind === 'date') return undefined
    // Records keep their answers in the words of the language in which they were asked.
    const lines = typeof value === 'boolean' ? (value ? ['Oui', 'Yes'] : ['Non', 'No']) : [answerText(question, value, words)]
    return list({ all: [{ field: 'state', op: 'eq', value: 'answered' }, { field: 'given', op: 'in', value: lines.map(line => givenLine(question.label, line)) }] })
  }
  const timed = months && months.length > 1 ? months : undefined
  const scale = question.kind === 'scale' ? scaleOf(question) : undefined
  return (
    <Block title={question.label} count={t('surveys.answersCount', { count })} name={`survey.${question.key}`}>
      <div className={css.inside}>
        {average !== undefined && (
          <p className={css.average}>
            {t('surveys.average')} <b>{formatNumber(Math.round(average * 100) / 100, language)}</b>
            {scale && ` ${t('surveys.outOf', scale)}`}
          </p>
        )}
        {timed && scale && <Averages months={timed} scale={scale} />}
        {count === 0 && <p className={css.none}>{t('surveys.noAnswerYet')}</p>}
        {texts && (
          <ul className={css.texts}>
            {texts.map(({ response, title, text }) => (
              <li key={response}>
                <p>{text}</p>
                <Link to={`/surveyResponse/${response}`}>{title}</Link>
              </li>
            ))}
          </ul>
        )}
        {count > 0 && values.length > 0 && (
          <table className={css.table} aria-label={question.label}>
            <thead>
              <tr>
                <th scope="col">{t('surveys.answer')}</th>
                <th scope="col" className={css.number}>
                  {t('surveys.number')}
                </th>
                <th scope="col" className={css.number}>
                  %
                </th>
                <td className={css.bar} aria-hidden="true" />
              </tr>
            </thead>
            <tbody>
              {values.map(({ value, count: many }) => {
                const to = many > 0 ? leadsTo(value) : undefined
                return (
                  <tr key={String(value)}>
                    <th scope="row">{to ? <Link to={to}>{wordOf(value)}</Link> : wordOf(value)}</th>
                    <td className={css.number}>{formatNumber(many, language)}</td>
                    <td className={css.number}>{t('surveys.percent', { share: Math.round((100 * many) / count) })}</td>
                    <td className={css.bar} aria-hidden="true">
                      <span className={css.track}>
                        <span style={{ width: `${(100 * many) / count}%` }} />
                      </span>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        )}
      </div>
    </Block>
  )
}

const Averages = ({ months, scale }: { readonly months: NonNullable<Counted['months']>; readonly scale: { readonly min: number; readonly max: number } }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const names = useMemo(() => months.map(({ month }) => formatMonth(month, language)), [months, language])
  const values = useMemo(() => months.map(({ average }) => Math.round(average * 100) / 100), [months])
  return (
    <>
      <Suspense>
        <TimeChart names={names} values={values} look="line" word={t('surveys.average')} min={scale.min} max={scale.max} />
      </Suspense>
      <MonthTable label={t('surveys.averageOverTime')} head={t('surveys.average')} rows={months.map(({ month }, index) => ({ month, value: formatNumber(values[index]!, language) }))} />
    </>
  )
}

/** What a chart shows, to be read. */
const MonthTable = ({ label, head, rows }: { readonly label: string; readonly head: string; readonly rows: readonly { readonly month: string; readonly value: string; readonly to?: string }[] }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <details>
      <summary>{t('surveys.asTable')}</summary>
      <table className={css.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('surveys.month')}</th>
            <th scope="col" className={css.number}>
              {head}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ month, value, to }) => (
            <tr key={month}>
              <th scope="row">{to ? <Link to={to}>{formatMonth(month, language)}</Link> : formatMonth(month, language)}</th>
              <td className={css.number}>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
