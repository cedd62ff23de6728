import { ArrowDown, ArrowUp, GripVertical, Plus, Trash2, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { allQuestions, type ConditionOp, isChoice, type OfferedAnswer, opsOf, type Question, type QuestionFault, type Questions, scaleOf, type ShowIf } from '../../../shared/modules/surveys/survey.rules.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Select } from '../../kernel/ui/Select.tsx'
import { changeQuestion, dropPlace, freshValueKey, moveQuestion, removeQuestion, stepOf } from './question-steps.ts'
import css from './editor.module.css'

interface Props {
  readonly questions: Questions
  readonly question: Question
  readonly faults: readonly QuestionFault[]
  readonly onQuestions: (change: (questions: Questions) => Questions) => void
}

const DRAGGED = 'application/x-calepin-question'

/** A question as it is written: moved by its arrows, with Alt and ↑ ↓, or dragged upon another. */
export const QuestionEditor = ({ questions, question, faults, onQuestions }: Props) => {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const kept = useRef<HTMLElement>(null)
  const [isOver, setOver] = useState(false)
  const [isNew] = useState(question.label === '')
  useEffect(() => {
    if (isNew) box.current?.querySelector<HTMLElement>('input')?.focus()
  }, [isNew])
  const { key, kind, label, hint = '', required = false, values = [], showIf } = question
  const all = allQuestions(questions)
  const number = all.findIndex(each => each.key === key) + 1
  const change = (to: Partial<Question>): void => onQuestions(old => changeQuestion(old, key, each => withoutEmpty({ ...each, ...to })))
  const step = (by: -1 | 1): void => {
    const place = stepOf(questions, key, by)
    if (!place) return
    kept.current = document.activeElement as HTMLElement
    onQuestions(old => moveQuestion(old, key, place))
  }
  // A question that changes its place takes the keyboard with it.
  useLayoutEffect(() => {
    if (kept.current && box.current?.contains(kept.current)) kept.current.focus()
    kept.current = null
  })
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    step(event.key === 'ArrowUp' ? -1 : 1)
  }
  const name = label.trim() || t('surveys.questionNumber', { number })
  return (
    <div
      ref={box}
      role="group"
      aria-label={t('surveys.questionNumber', { number })}
      className={css.question}
      data-over={isOver || undefined}
      onKeyDown={onKeyDown}
      onDragOver={event => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        setOver(false)
        const dragged = event.dataTransfer.getData(DRAGGED)
        if (dragged && dragged !== key) onQuestions(old => moveQuestion(old, dragged, dropPlace(old, key)))
      }}
    >
      <div className={css.head}>
        <span
          className={css.grip}
          draggable
          title={t('settings.drag')}
          onDragStart={event => {
            event.dataTransfer.setData(DRAGGED, key)
            event.dataTransfer.effectAllowed = 'move'
            if (box.current) event.dataTransfer.setDragImage(box.current, 16, 16)
          }}
        >
          <GripVertical size={14} aria-hidden="true" />
        </span>
        <b>{number}</b>
        <span className={css.kind}>{t(`surveys.kinds.${kind}`)}</span>
        <span className={css.grow} />
        <button type="button" className={css.icon} aria-label={t('settings.up', { name })} title={t('settings.upHint')} aria-disabled={!stepOf(questions, key, -1)} onClick={() => step(-1)}>
          <ArrowUp size={14} aria-hidden="true" />
        </button>
        <button type="button" className={css.icon} aria-label={t('settings.down', { name })} title={t('settings.downHint')} aria-disabled={!stepOf(questions, key, 1)} onClick={() => step(1)}>
          <ArrowDown size={14} aria-hidden="true" />
        </button>
        <button type="button" className={css.icon} aria-label={t('surveys.removeQuestion', { name })} title={t('surveys.remove')} onClick={() => onQuestions(old => removeQuestion(old, key))}>
          <Trash2 size={14} aria-hidden="true" />
        </button>
      </div>
      <label className={css.wide}>
        <span>{t('surveys.question')}</span>
        <input value={label} maxLength={500} aria-invalid={faults.includes('NO_LABEL') || undefined} onChange={event => change({ label: event.target.value })} />
      </label>
      {isChoice(kind) && <Values values={values} onValues={next => change({ values: next })} />}
      {kind === 'scale' && <Bounds {...scaleOf(question)} onBounds={change} />}
      {kind === 'number' && <Bounds min={question.min} max={question.max} onBounds={change} />}
      <label className={css.wide}>
        <span>{t('surveys.hint')}</span>
        <input value={hint} maxLength={500} onChange={event => change({ hint: event.target.value })} />
      </label>
      <div className={css.last}>
        <label className={css.check}>
          <input type="checkbox" checked={required} onChange={event => change({ required: event.target.checked })} />
          <span>{t('surveys.required')}</span>
        </label>
        <Condition before={all.slice(0, number - 1)} showIf={showIf} onCondition={next => onQuestions(old => changeQuestion(old, key, ({ showIf: _, ...each }) => ({ ...each, ...(next && { showIf: next }) })))} />
      </div>
      {faults.map(fault => (
        <p key={fault} className={css.fault}>
          {t(`surveys.questionFaults.${fault}`)}
        </p>
      ))}
    </div>
  )
}

const withoutEmpty = ({ hint, required, showIf, min, max, ...question }: Question): Question => ({
  ...question,
  ...(hint && { hint }),
  ...(required && { required }),
  ...(showIf && { showIf }),
  ...(min !== undefined && { min }),
  ...(max !== undefined && { max }),
})

const Values = ({ values, onValues }: { readonly values: readonly OfferedAnswer[]; readonly onValues: (values: readonly OfferedAnswer[]) => void }) => {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  /** The value that was just added, where one goes on writing. */
  const added = useRef<number>(undefined)
  const count = values.length
  useEffect(() => {
    if (added.current !== undefined && added.current < count) box.current?.querySelectorAll('input')[added.current]?.focus()
    added.current = undefined
  }, [count])
  const add = (at: number): void => {
    added.current = at
    onValues(values.toSpliced(at, 0, { key: freshValueKey(values.map(each => each.key)), label: '' }))
  }
  return (
    <div ref={box} className={css.values}>
      <span>{t('surveys.values')}</span>
      {values.map(({ key, label }, index) => (
        <span key={key} className={css.value}>
          <input
            aria-label={t('surveys.valueNumber', { number: index + 1 })}
            value={label}
            maxLength={500}
            onChange={event => onValues(values.map(each => (each.key === key ? { key, label: event.target.value } : each)))}
            onKeyDown={event => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              add(index + 1)
            }}
          />
          <button type="button" className={css.icon} aria-label={t('surveys.removeValue', { name: label || index + 1 })} onClick={() => onValues(values.filter(each => each.key !== key))}>
            <X size={14} aria-hidden="true" />
          </button>
        </span>
      ))}
      <Button isSmall look="plain" icon={Plus} onClick={() => add(values.length)}>
        {t('surveys.addValue')}
      </Button>
    </div>
  )
}

interface BoundsProps {
  readonly min: number | undefined
  readonly max: number | undefined
  readonly onBounds: (bounds: { min?: number; max?: number }) => void
}

const Bounds = ({ min, max, onBounds }: BoundsProps) => {
  const { t } = useTranslation()
  const number = (name: 'min' | 'max', value: number | undefined) => (
    <label className={css.field}>
      <span>{t(`surveys.${name}`)}</span>
      <input type="number" value={value ?? ''} onChange={event => onBounds({ [name]: event.target.value === '' ? undefined : event.target.valueAsNumber })} />
    </label>
  )
  return (
    <div className={css.bounds}>
      {number('min', min)}
      {number('max', max)}
    </div>
  )
}

interface ConditionProps {
  readonly before: readonly Question[]
  readonly showIf: ShowIf | undefined
  readonly onCondition: (showIf: ShowIf | undefined) => void
}

/** After which answer to an earlier question this one is asked. */
const Condition = ({ before, showIf, onCondition }: ConditionProps) => {
  const { t } = useTranslation()
  if (before.length === 0 && !showIf) return null
  const asked = before.find(({ key }) => key === showIf?.question)
  const valuesOf = (question: Question): { value: string; word: string }[] =>
    question.kind === 'yesNo' ? [{ value: 'true', word: t('ui.yes') }, { value: 'false', word: t('ui.no') }] : (question.values ?? []).map(({ key, label }) => ({ value: key, word: label }))
  const first = (question: Question): ShowIf => {
    const [op] = opsOf(question.kind)
    return { question: question.key, op: op!, ...(op !== 'answered' && { value: question.kind === 'yesNo' ? true : (question.values?.[0]?.key ?? scaleOf(question).min) }) }
  }
  return (
    <div className={css.condition}>
      <Select
        label={t('surveys.askedIf')}
        value={showIf?.question ?? ''}
        options={[{ value: '', word: t('surveys.alwaysAsked') }, ...before.map(({ key, label }, index) => ({ value: key, word: `${index + 1}. ${label}` }))]}
        onChoose={key => onCondition(key ? first(before.find(question => question.key === key)!) : undefined)}
      />
      {showIf && asked && (
        <>
          <Select label={t('surveys.answer')} value={showIf.op} options={opsOf(asked.kind).map(op => ({ value: op, word: t(`surveys.ops.${op}`) }))} onChoose={op => onCondition(op === 'answered' ? { question: showIf.question, op } : { ...first(asked), ...showIf, op: op as ConditionOp })} />
          {showIf.op !== 'answered' && (asked.kind === 'scale' || asked.kind === 'number') && (
            <label className={css.field}>
              <span>{t('surveys.value')}</span>
              <input type="number" value={typeof showIf.value === 'number' ? showIf.value : ''} onChange={event => onCondition({ ...showIf, value: event.target.valueAsNumber || 0 })} />
            </label>
          )}
          {showIf.op !== 'answered' && (asked.kind === 'yesNo' || isChoice(asked.kind)) && (
            <Select label={t('surveys.value')} value={String(showIf.value)} options={valuesOf(asked)} onChoose={value => onCondition({ ...showIf, value: asked.kind === 'yesNo' ? value === 'true' : value })} />
          )}
        </>
      )}
    </div>
  )
}
