import { useQuery } from '@tanstack/react-query'
import { ClipboardCheck, Pencil, Send } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { allQuestions, type Answers, answersOf, answerText, inboxOf, type Question, questionsOf, type Received, shownQuestions } from '../../../shared/modules/surveys/survey.rules.ts'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { formatDay, formatInstant, formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Button, ButtonLink } from '../../kernel/ui/Button.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import type { TitledId } from '../../kernel/ui/Value.tsx'
import { lazyMui } from '../../kernel/ui/with-mui.tsx'
import { fillAddress } from './survey-row.ts'
import css from './surveys.module.css'

const SendDialog = lazyMui(async () => (await import('./SendDialog.tsx')).SendDialog)

/** The answers of a response, question by question, and what came in that a person has to look at. */
export const AnswersBlock = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  const [isSending, setSending] = useState(false)
  const survey = record['survey'] as TitledId | undefined
  const { data: asked } = useQuery({
    queryKey: keys.record('survey', survey?.id ?? ''),
    queryFn: async ({ signal }) => (await unwrap(api.entities.get({ type: 'survey', id: survey!.id }, { signal }))).record,
    enabled: survey !== undefined,
  })
  const questions = questionsOf(asked?.['questions'])
  const answers = answersOf(record['answers'])
  const shown = shownQuestions(questions, answers)
  const state = String(record['state'])
  const isOpen = state === 'waiting' || state === 'sent'
  const aside = inboxOf(record['received']).aside.filter(({ settled }) => !settled)
  const save = async (to: string): Promise<void> => {
    try {
      operations.report((await unwrap(api.entities.save({ type: 'surveyResponse', id: record.id, patch: { state: to } }))).op, t(`surveys.stands.${to}`))
    } catch (error) {
      operations.failed(error)
    }
  }
  if (!asked) return null
  return (
    <Block
      icon={ClipboardCheck}
      title={t('surveys.surveyResponse.fields.given')}
      name={`${entity.type}.answers`}
      actions={
        record.trashedAt === null && (
          <span className={css.actions}>
            <ButtonLink isSmall icon={Pencil} to={fillAddress(record.id)}>
              {t(isOpen ? 'surveys.fillNow' : 'surveys.change')}
            </ButtonLink>
            {isOpen && (
              <Button isSmall icon={Send} onClick={() => setSending(true)}>
                {t(state === 'sent' ? 'surveys.sendAgain' : 'surveys.send')}
              </Button>
            )}
            {isOpen && (
              <Button isSmall onClick={() => void save('closed')}>
                {t('surveys.close')}
              </Button>
            )}
          </span>
        )
      }
    >
      {state === 'late' && (
        <Notice tint="info" action={<Button isSmall onClick={() => void save('answered')}>{t('surveys.countIt')}</Button>}>
          {t('surveys.lateHint')}
        </Notice>
      )}
      {aside.map(each => (
        <Aside key={`${each.mail} ${each.why}`} received={each} response={record.id} questions={allQuestions(questions)} />
      ))}
      {isOpen && Object.keys(answers).length === 0 ? (
        <p className={css.empty}>{t(`surveys.stands.${state}`)}</p>
      ) : (
        <AnswerList questions={shown} answers={answers} />
      )}
      {isSending && (
        <Suspense>
          <SendDialog response={record.id} onClose={() => setSending(false)} />
        </Suspense>
      )}
    </Block>
  )
}

const AnswerList = ({ questions, answers }: { readonly questions: readonly Question[]; readonly answers: Answers }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const words = { yes: t('ui.yes'), no: t('ui.no') }
  const read = (question: Question): string => {
    const answer = answers[question.key]
    if (answer === undefined) return ''
    if (typeof answer === 'number') return formatNumber(answer, language)
    return question.kind === 'date' ? formatDay(String(answer), language) : answerText(question, answer, words)
  }
  return (
    <dl className={css.answers}>
      {questions.map(question => (
        <div key={question.key}>
          <dt>{question.label}</dt>
          <dd data-empty={answers[question.key] === undefined || undefined}>{read(question) || t('surveys.noAnswer')}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What a mail brought that was not simply taken, and what a person may make of it. */
const Aside = ({ received, response, questions }: { readonly received: Received; readonly response: string; readonly questions: readonly Question[] }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const { mail, from, at, why, answers, unread } = received
  const brought = questions.filter(({ key }) => key in answers)
  const settle = async (isTaken: boolean): Promise<void> => {
    try {
      operations.report((await unwrap(api.surveys.settle({ response, mail, isTaken }))).op, t(isTaken ? 'surveys.taken' : 'surveys.left'))
    } catch (error) {
      operations.failed(error)
    }
  }
  return (
    <div className={css.aside}>
      <p>
        <b>{t(`surveys.aside.${why}`)}</b> <span className={css.soft}>{t('surveys.asideFrom', { from, at: formatInstant(at, language) })}</span> <Link to={`/emailMessage/${mail}`}>{t('surveys.seeMail')}</Link>
      </p>
      {brought.length > 0 && <AnswerList questions={brought} answers={answers} />}
      {questions.some(({ key }) => key in unread) && (
        <dl className={css.answers}>
          {questions.map(
            ({ key, label }) =>
              key in unread && (
                <div key={key}>
                  <dt>{label}</dt>
                  <dd>{unread[key]}</dd>
                </div>
              ),
          )}
        </dl>
      )}
      <span className={css.actions}>
        {brought.length > 0 && (
          <Button isSmall onClick={() => void settle(true)}>
            {t('surveys.take')}
          </Button>
        )}
        <Button isSmall onClick={() => void settle(false)}>
          {t(brought.length > 0 ? 'surveys.leave' : 'surveys.seen')}
        </Button>
      </span>
    </div>
  )
}
