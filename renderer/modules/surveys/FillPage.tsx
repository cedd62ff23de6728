import { useQuery } from '@tanstack/react-query'
import { Check, Send } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { type Answer, type AnswerFault, answerFaults, type Answers, answersOf, questionsOf, soundAnswers } from '../../../shared/modules/surveys/survey.rules.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { useRecord } from '../../kernel/state/use-record.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import type { TitledId } from '../../kernel/ui/Value.tsx'
import { QuestionFields } from './QuestionFields.tsx'
import { SendDialog } from './SendDialog.tsx'
import css from './fill.module.css'

/** A questionnaire filled in with the client beside one. */
export const FillPage = () => {
  const { id = '' } = useParams()
  const api = useApi()
  const { data: response, error, refetch } = useRecord('surveyResponse', id)
  const survey = response?.['survey'] as TitledId | undefined
  const { data: asked } = useQuery({
    queryKey: keys.record('survey', survey?.id ?? ''),
    queryFn: async ({ signal }) => (await unwrap(api.entities.get({ type: 'survey', id: survey!.id }, { signal }))).record,
    enabled: survey !== undefined,
  })
  const who = (response?.['contact'] ?? response?.['organisation']) as TitledId | undefined
  return (
    <Page title={asked?.title ?? ''} beside={who && <Link to={`/surveyResponse/${id}`}>{who.title}</Link>}>
      {error && !response ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {response && asked && <Fill key={id} response={response} survey={asked} />}
    </Page>
  )
}

const Fill = ({ response, survey }: { readonly response: Readonly<Record<string, unknown>> & { readonly id: string; readonly title: string }; readonly survey: Readonly<Record<string, unknown>> }) => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  const operations = useOperations()
  const form = useRef<HTMLFormElement>(null)
  const questions = questionsOf(survey['questions'])
  const [answers, setAnswers] = useState<Answers>(answersOf(response['answers']))
  const [faults, setFaults] = useState<Readonly<Record<string, AnswerFault>>>({})
  const [isBusy, setBusy] = useState(false)
  const [isSending, setSending] = useState(false)
  const isOpen = response['state'] === 'waiting' || response['state'] === 'sent'
  const answer = (key: string, value: Answer | undefined): void => {
    setAnswers(({ [key]: _, ...rest }) => (value === undefined ? rest : { ...rest, [key]: value }))
    setFaults(({ [key]: _, ...rest }) => rest)
  }
  const save = async (): Promise<void> => {
    const found = answerFaults(questions, answers)
    setFaults(found)
    const [first] = Object.keys(found)
    if (first) return form.current?.querySelector<HTMLElement>(`[data-question="${first}"] :is(input, textarea)`)?.focus()
    setBusy(true)
    try {
      const { op } = await unwrap(api.surveys.answer({ response: response.id, answers: soundAnswers(questions, answers) }))
      operations.report(op, t('surveys.kept', { title: response.title }))
      await navigate(`/surveyResponse/${response.id}`)
    } catch (error) {
      operations.failed(error)
      setBusy(false)
    }
  }
  const intro = survey['intro']
  return (
    <form
      ref={form}
      className={css.page}
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      {!isOpen && <Notice tint="info">{t(`surveys.stands.${String(response['state'])}`)}</Notice>}
      {typeof intro === 'string' && <p className={css.intro}>{intro}</p>}
      <QuestionFields questions={questions} answers={answers} faults={faults} onAnswer={answer} />
      {Object.keys(faults).length > 0 && <Notice tint="err">{t('surveys.incomplete', { count: Object.keys(faults).length })}</Notice>}
      <div className={css.foot}>
        <Button look="filled" icon={Check} type="submit" disabled={isBusy}>
          {t('surveys.keep')}
        </Button>
        {isOpen && (
          <Button icon={Send} onClick={() => setSending(true)}>
            {t('surveys.sendInstead')}
          </Button>
        )}
      </div>
      {isSending && <SendDialog response={response.id} onClose={() => setSending(false)} onSent={() => void navigate(`/surveyResponse/${response.id}`)} />}
    </form>
  )
}
