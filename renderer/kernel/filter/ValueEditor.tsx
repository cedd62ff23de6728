import { useTranslation } from 'react-i18next'
import type { Field, Money } from '../../../shared/kernel/entity/fields.ts'
import { PEOPLE, type Place, USER } from '../../../shared/kernel/filter/place.ts'
import { Editor } from '../form/Editor.tsx'
import { Select } from '../ui/Select.tsx'
import { PeriodEditor } from './PeriodEditor.tsx'
import { UserChoice } from './UserChoice.tsx'
import { needsValue, type Verb } from './verbs.ts'
import css from './filter.module.css'

interface Props {
  readonly id: string
  readonly place: Place
  readonly verb: Verb
  readonly value: unknown
  readonly isInvalid: boolean
  readonly titleOf: (id: string) => string | undefined
  readonly onChange: (value: unknown) => void
}

const nothing = (): void => {}

/** The value that a comparison asks for, by the editor of its kind. */
export const ValueEditor = ({ id, place: { at, path, leaf }, verb, value, isInvalid, titleOf, onChange }: Props) => {
  const { t } = useTranslation()
  const label = t('filters.page.value')
  if (!needsValue(verb)) return null
  if (verb === 'within' || verb === 'notWithin' || verb === 'recurs') return <PeriodEditor value={value} label={label} onChange={onChange} />
  if (!at && PEOPLE.includes(path)) return <span className={css.fixed}>{t('filters.page.me')}</span>
  if (leaf.kind === 'boolean') return <Select label={label} isLabelHidden value={String(value === true)} options={[{ value: 'true', word: t('ui.yes') }, { value: 'false', word: t('ui.no') }]} onChoose={next => onChange(next === 'true')} />
  const common = { id, onBlur: nothing, isInvalid, describedBy: undefined, label }
  const editor = (field: Field, shown: unknown, kept: (next: unknown) => unknown) => (
    <div className={css.value} data-wide={Array.isArray(shown) || undefined}>
      <Editor {...common} field={field} value={shown ?? null} onChange={next => onChange(kept(next) ?? undefined)} />
    </div>
  )
  const isWords = verb === 'contains' || verb === 'notContains' || verb === 'startsWith'
  if (isWords) return editor({ kind: 'text' }, value, next => next)
  switch (leaf.kind) {
    case 'choice':
    case 'multiChoice':
    case 'tags':
      return editor({ kind: leaf.kind === 'choice' ? 'multiChoice' : leaf.kind, values: { ...leaf.values!, open: false } }, value ?? [], next => next)
    case 'money':
      return editor({ kind: 'money' }, typeof value === 'number' ? { amount: value, currency: 'EUR' } : value, next => (next !== null && typeof next === 'object' ? (next as Money).amount : next))
    case 'relation':
      if (leaf.to === USER) return <UserChoice label={label} value={value} onChange={onChange} />
      return editor({ ...leaf, required: true }, typeof value === 'string' ? { id: value, title: titleOf(value) ?? '' } : null, next => (next as { id: string } | null)?.id)
    case 'integer':
    case 'decimal':
      return editor({ kind: leaf.kind }, value, next => next)
    default:
      return editor({ kind: 'text' }, value, next => next)
  }
}
