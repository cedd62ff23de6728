import { useQuery } from '@tanstack/react-query'
import { Eye, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { type Answers, NO_QUESTIONS, QUESTION_KINDS, questionFaults, type QuestionKind, type Questions, questionsOf, type Section } from '../../../shared/modules/surveys/survey.rules.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Button, ButtonLink } from '../../kernel/ui/Button.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Select } from '../../kernel/ui/Select.tsx'
import ui from '../../kernel/ui/ui.module.css'
import { exampleQuestions } from './example.ts'
import { addQuestion } from './question-steps.ts'
import { QuestionEditor } from './QuestionEditor.tsx'
import { QuestionFields } from './QuestionFields.tsx'
import css from './editor.module.css'
import fill from './fill.module.css'

interface Written {
  readonly name: string
  readonly language: string
  readonly intro: string
  readonly thanks: string
  readonly openDays: string
  readonly isRetired: boolean
  readonly questions: Questions
}

export const NewSurveyPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const isExample = useSearchParams()[0].has('exemple')
  const begun: Written = { name: isExample ? t('surveys.example.name') : '', language, intro: isExample ? t('surveys.example.intro') : '', thanks: isExample ? t('surveys.example.thanks') : '', openDays: '', isRetired: false, questions: isExample ? exampleQuestions(t) : NO_QUESTIONS }
  return <SurveyForm begun={begun} />
}

export const EditSurveyPage = () => {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const api = useApi()
  const { data, error, refetch } = useQuery({ queryKey: [...keys.record('survey', id), 'edited'], queryFn: async ({ signal }) => (await unwrap(api.entities.get({ type: 'survey', id }, { signal }))).record, staleTime: 0, gcTime: 0 })
  const text = (field: string): string => String(data?.[field] ?? '')
  if (!data) return <Page title={t('surveys.survey.one')}>{error ? <Failed error={error} onRetry={() => void refetch()} /> : null}</Page>
  return (
    <SurveyForm
      key={id}
      id={id}
      begun={{ name: text('name'), language: text('language') || 'fr', intro: text('intro'), thanks: text('thanks'), openDays: text('openDays'), isRetired: data['isRetired'] === true, questions: questionsOf(data['questions']) }}
    />
  )
}

const SurveyForm = ({ id, begun }: { readonly id?: string; readonly begun: Written }) => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  const operations = useOperations()
  const [written, setWritten] = useState(begun)
  const [answers, setAnswers] = useState<Answers>({})
  const [isTold, setTold] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const { questions } = written
  const set = (change: Partial<Written>): void => setWritten(old => ({ ...old, ...change }))
  const setQuestions = (change: (questions: Questions) => Questions): void => setWritten(old => ({ ...old, questions: change(old.questions) }))
  const setSection = (at: number, change: Partial<Section>): void => setQuestions(old => ({ ...old, sections: old.sections.map((section, index) => (index === at ? { ...section, ...change } : section)) }))
  const faults = questionFaults(questions)
  const isNamed = written.name.trim() !== ''
  const save = async (): Promise<void> => {
    if (!isNamed || faults.length > 0) return setTold(true)
    setBusy(true)
    const { openDays, ...rest } = written
    const patch = { ...rest, name: written.name.trim(), intro: written.intro || null, thanks: written.thanks || null, isRetired: written.isRetired || null, openDays: Number.parseInt(openDays, 10) || null }
    try {
      const { op, record } = await unwrap(api.entities.save({ type: 'survey', ...(id && { id }), patch }))
      operations.report(op, t('surveys.saved', { title: record.title }))
      await navigate(`/survey/${record.id}`)
    } catch (error) {
      operations.failed(error)
      setBusy(false)
    }
  }
  return (
    <Page
      title={id ? begun.name : t('surveys.survey.new')}
      beside={<Link to="/questionnaires">{t('surveys.survey.many')}</Link>}
      actions={
        <>
          <ButtonLink to={id ? `/survey/${id}` : '/questionnaires'}>{t('ui.cancel')}</ButtonLink>
          <Button look="filled" disabled={isBusy} onClick={() => void save()}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      {isTold && (!isNamed || faults.length > 0) && <Notice tint="err">{isNamed ? t('surveys.faulty', { count: faults.length }) : t('surveys.nameless')}</Notice>}
      <div className={css.halves}>
        <form className={css.editor} noValidate onSubmit={event => event.preventDefault()}>
          <div className={`${ui.block} ${css.about}`}>
            <label className={css.field}>
              <span>{t('surveys.survey.fields.name')}</span>
              <input value={written.name} aria-invalid={(isTold && !isNamed) || undefined} onChange={event => set({ name: event.target.value })} />
            </label>
            <Select label={t('surveys.survey.fields.language')} value={written.language} options={['fr', 'en'].map(value => ({ value, word: t(`surveys.languages.${value}`) }))} onChoose={language => set({ language })} />
            <label className={css.wide}>
              <span>{t('surveys.survey.fields.intro')}</span>
              <textarea rows={2} value={written.intro} onChange={event => set({ intro: event.target.value })} />
            </label>
            <label className={css.wide}>
              <span>{t('surveys.survey.fields.thanks')}</span>
              <textarea rows={2} value={written.thanks} onChange={event => set({ thanks: event.target.value })} />
            </label>
            <label className={css.field}>
              <span>{t('surveys.survey.fields.openDays')}</span>
              <input type="number" min={1} max={3650} value={written.openDays} placeholder={t('surveys.always')} onChange={event => set({ openDays: event.target.value })} />
            </label>
            <label className={css.check}>
              <input type="checkbox" checked={written.isRetired} onChange={event => set({ isRetired: event.target.checked })} />
              <span>{t('surveys.retire')}</span>
            </label>
          </div>
          {questions.sections.map((section, at) => (
            <section key={at} className={css.section} aria-label={section.title || t('surveys.sectionNumber', { number: at + 1 })}>
              <div className={css.sectionHead}>
                <input
                  aria-label={t('surveys.sectionTitle', { number: at + 1 })}
                  placeholder={t('surveys.sectionTitle', { number: at + 1 })}
                  value={section.title}
                  onChange={event => setSection(at, { title: event.target.value })}
                />
                {questions.sections.length > 1 && section.questions.length === 0 && (
                  <Button isSmall look="danger" onClick={() => setQuestions(old => ({ ...old, sections: old.sections.toSpliced(at, 1) }))}>
                    {t('surveys.removeSection')}
                  </Button>
                )}
              </div>
              {section.questions.map(question => (
                <QuestionEditor key={question.key} questions={questions} question={question} faults={isTold ? faults.flatMap(each => (each.question === question.key ? [each.fault] : [])) : []} onQuestions={setQuestions} />
              ))}
              <AddQuestion onAdd={kind => setQuestions(old => addQuestion(old, at, kind))} />
            </section>
          ))}
          <Button icon={Plus} look="plain" onClick={() => setQuestions(old => ({ ...old, sections: [...old.sections, { title: '', questions: [] }] }))}>
            {t('surveys.addSection')}
          </Button>
        </form>
        <div className={css.preview}>
          <Block icon={Eye} title={t('surveys.preview')}>
            <div className={css.shown}>
              {written.intro && <p className={fill.intro}>{written.intro}</p>}
              <QuestionFields questions={questions} answers={answers} faults={{}} onAnswer={(key, answer) => setAnswers(({ [key]: _, ...rest }) => (answer === undefined ? rest : { ...rest, [key]: answer }))} />
            </div>
          </Block>
        </div>
      </div>
    </Page>
  )
}

const AddQuestion = ({ onAdd }: { readonly onAdd: (kind: QuestionKind) => void }) => {
  const { t } = useTranslation()
  const [kind, setKind] = useState<QuestionKind>('single')
  return (
    <div className={css.adding}>
      <Select isLabelHidden label={t('surveys.kindToAdd')} value={kind} options={QUESTION_KINDS.map(value => ({ value, word: t(`surveys.kinds.${value}`) }))} onChoose={value => setKind(value as QuestionKind)} />
      <Button icon={Plus} onClick={() => onAdd(kind)}>
        {t('surveys.addQuestion')}
      </Button>
    </div>
  )
}
