import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { LAST_DAY } from '../../../shared/kernel/date/days.ts'
import { type Answer, type AnswerFault, type Answers, isChoice, type Question, type Questions, shownQuestions, stepsOf } from '../../../shared/modules/surveys/survey.rules.ts'
import css from './fill.module.css'

interface Props {
  readonly questions: Questions
  readonly answers: Answers
  readonly faults: Readonly<Record<string, AnswerFault>>
  readonly onAnswer: (key: string, answer: Answer | undefined) => void
}

/** The questions as somebody answers them: those that the answers bring up, with room to touch. */
export const QuestionFields = ({ questions, answers, faults, onAnswer }: Props) => {
  const shown = new Set(shownQuestions(questions, answers).map(({ key }) => key))
  return questions.sections.map(({ title, questions: asked }, index) => (
    <section key={index} className={css.section}>
      {title.trim() && asked.some(({ key }) => shown.has(key)) && <h2>{title}</h2>}
      {asked.map(question => shown.has(question.key) && <QuestionField key={question.key} question={question} answer={answers[question.key]} fault={faults[question.key]} onAnswer={answer => onAnswer(question.key, answer)} />)}
    </section>
  ))
}

interface FieldProps {
  readonly question: Question
  readonly answer: Answer | undefined
  readonly fault: AnswerFault | undefined
  readonly onAnswer: (answer: Answer | undefined) => void
}

const QuestionField = ({ question, answer, fault, onAnswer }: FieldProps) => {
  const { t } = useTranslation()
  const id = useId()
  const { label, hint, required, kind } = question
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined
  const isGroup = isChoice(kind) || kind === 'scale' || kind === 'yesNo'
  const title = (
    <>
      {label || t('surveys.untitledQuestion')}
      {required && <span className={css.required} aria-hidden="true">{' *'}</span>}
    </>
  )
  const inside = (
    <>
      {hint && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
      {isGroup ? <Choices id={id} question={question} answer={answer} onAnswer={onAnswer} /> : <Written id={id} question={question} answer={answer} described={described} isWrong={fault !== undefined} onAnswer={onAnswer} />}
      {fault && (
        <p id={`${id}-fault`} className={css.fault}>
          {t(`surveys.faults.${fault}`)}
        </p>
      )}
    </>
  )
  if (isGroup)
    return (
      <fieldset className={css.question} aria-describedby={described} data-question={question.key} data-wrong={fault && true}>
        <legend>{title}</legend>
        {inside}
      </fieldset>
    )
  return (
    <div className={css.question} data-question={question.key} data-wrong={fault && true}>
      <label htmlFor={id}>{title}</label>
      {inside}
    </div>
  )
}

const Choices = ({ id, question, answer, onAnswer }: Omit<FieldProps, 'fault'> & { readonly id: string }) => {
  const { t } = useTranslation()
  const { kind, values = [] } = question
  const options: { value: string | number | boolean; label: string }[] =
    kind === 'scale' ? stepsOf(question).map(step => ({ value: step, label: String(step) })) : kind === 'yesNo' ? [{ value: true, label: t('ui.yes') }, { value: false, label: t('ui.no') }] : values.map(({ key, label }) => ({ value: key, label }))
  const several = kind === 'multiple' ? ((answer ?? []) as readonly string[]) : undefined
  const own = typeof answer === 'object' && 'text' in answer ? answer.text : undefined
  const toggle = (key: string): void => {
    const next = several!.includes(key) ? several!.filter(each => each !== key) : values.flatMap(each => (each.key === key || several!.includes(each.key) ? [each.key] : []))
    onAnswer(next.length > 0 ? next : undefined)
  }
  return (
    <div className={kind === 'scale' || kind === 'yesNo' ? css.row : css.column}>
      {options.map(({ value, label }) => (
        <label key={String(value)} className={css.option}>
          <input
            type={several ? 'checkbox' : 'radio'}
            name={id}
            checked={several ? several.includes(String(value)) : answer === value}
            onChange={() => (several ? toggle(String(value)) : onAnswer(value))}
            // A choice that nobody has to make can be taken back.
            onClick={() => !several && !question.required && answer === value && onAnswer(undefined)}
          />
          <span>{label}</span>
        </label>
      ))}
      {kind === 'choiceText' && (
        <label className={css.own}>
          <span>{t('surveys.ownAnswer')}</span>
          <input type="text" value={own ?? ''} onChange={event => onAnswer(event.target.value ? { text: event.target.value } : undefined)} />
        </label>
      )}
    </div>
  )
}

const Written = ({ id, question, answer, described, isWrong, onAnswer }: Omit<FieldProps, 'fault'> & { readonly id: string; readonly described: string | undefined; readonly isWrong: boolean }) => {
  const common = { id, 'aria-describedby': described, 'aria-invalid': isWrong || undefined }
  if (question.kind === 'text') return <textarea {...common} rows={3} value={String(answer ?? '')} onChange={event => onAnswer(event.target.value || undefined)} />
  if (question.kind === 'date') return <input {...common} type="date" max={LAST_DAY} value={String(answer ?? '')} onChange={event => onAnswer(event.target.value || undefined)} />
  return <input {...common} type="number" step="any" min={question.min} max={question.max} value={typeof answer === 'number' ? answer : ''} onChange={event => onAnswer(event.target.value === '' ? undefined : event.target.valueAsNumber)} />
}
