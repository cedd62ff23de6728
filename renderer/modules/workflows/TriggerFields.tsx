import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Dated, Trigger } from '../../../shared/modules/workflows/workflow.ts'
import { predicateWord } from '../../kernel/filter/say-filter.ts'
import { useRelationKinds } from '../../kernel/filter/use-filter-names.ts'
import { columnWord } from '../../kernel/list/column-word.ts'
import { Select } from '../../kernel/ui/Select.tsx'
import { ChangeFields } from './ChangeFields.tsx'
import { NumberField } from './NumberField.tsx'
import { RecordChoice } from './RecordChoice.tsx'
import { visibleFields } from './workflow-words.ts'
import css from './workflows.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly trigger: Trigger
  readonly onChange: (trigger: Trigger) => void
}

const KINDS: readonly Trigger['when'][] = ['created', 'changed', 'tagged', 'related', 'reached', 'received', 'answered']
const isDate = (entity: AnyEntity, name: string): boolean => ['date', 'dateTime'].includes(entity.fields[name]!.kind)

/** What a kind of trigger is at first. */
const fresh = (when: Trigger['when']): Trigger => {
  switch (when) {
    case 'changed':
      return { when, fields: [] }
    case 'tagged':
      return { when, tag: '' }
    case 'related':
      return { when, kind: '', side: 'subject' }
    case 'reached':
      return { when, field: 'createdAt', after: 7, unit: 'day', at: '09:00' }
    default:
      return { when }
  }
}

/** When a workflow looks at a record. */
export const TriggerFields = ({ entity, trigger, onChange }: Props) => {
  const { t } = useTranslation()
  const isLinked = ['contact', 'organisation', 'opportunity'].includes(entity.type)
  const kinds = KINDS.filter(kind => (kind === 'received' || kind === 'answered' ? isLinked : kind !== 'tagged' || Object.hasOwn(entity.fields, 'tags')))
  return (
    <div className={css.parts}>
      <Select label={t('workflows.editor.when')} value={trigger.when} options={kinds.map(value => ({ value, word: t(`workflows.triggers.${value}`) }))} onChoose={value => onChange(fresh(value as Trigger['when']))} />
      <Details entity={entity} trigger={trigger} onChange={onChange} />
    </div>
  )
}

const Details = ({ entity, trigger, onChange }: Props) => {
  const { t } = useTranslation()
  const { kinds } = useRelationKinds()
  switch (trigger.when) {
    case 'changed':
      return <ChangeFields entity={entity} trigger={trigger} onChange={onChange} />
    case 'tagged':
      return (
        <div className={css.value}>
          <RecordChoice label={t('workflows.editor.tag')} type="tag" value={trigger.tag} onChoose={tag => onChange({ when: 'tagged', tag })} />
        </div>
      )
    case 'related':
      return (
        <Select
          label={t('workflows.editor.relation')}
          value={trigger.kind && `${trigger.kind} ${trigger.side}`}
          options={[{ value: '', word: '—' }, ...kinds.flatMap(kind => (['subject', 'object'] as const).map(side => ({ value: `${kind.key} ${side}`, word: predicateWord(t, kind, side) })))]}
          onChoose={value => {
            const [kind = '', side] = value.split(' ')
            onChange({ when: 'related', kind, side: side === 'object' ? 'object' : 'subject' })
          }}
        />
      )
    case 'reached':
      return <DateFields entity={entity} trigger={trigger} onChange={onChange} />
    case 'answered':
      return (
        <div className={css.value}>
          <RecordChoice label={t('workflows.editor.survey')} type="survey" value={trigger.survey ?? ''} empty={t('workflows.editor.anySurvey')} onChoose={survey => onChange({ when: 'answered', ...(survey && { survey }) })} />
        </div>
      )
    default:
      return null
  }
}

const DateFields = ({ entity, trigger, onChange }: { readonly entity: AnyEntity; readonly trigger: Dated; readonly onChange: (trigger: Trigger) => void }) => {
  const { t } = useTranslation()
  const { after, unit, at = '09:00' } = trigger
  const [isBefore, count] = [after < 0, Math.abs(after)]
  return (
    <>
      <div className={css.inline}>
        <NumberField label={t('workflows.editor.count')} value={count} onKeep={next => onChange({ ...trigger, after: isBefore ? -next : next })} />
        <Select label={t('workflows.editor.unit')} isLabelHidden value={unit} options={(['day', 'hour'] as const).map(value => ({ value, word: t(`workflows.editor.${value}`) }))} onChoose={value => onChange({ ...trigger, unit: value as Dated['unit'] })} />
        <Select label={t('workflows.editor.beforeAfter')} isLabelHidden value={isBefore ? 'before' : 'after'} options={(['after', 'before'] as const).map(value => ({ value, word: t(`workflows.editor.${value}`) }))} onChoose={value => onChange({ ...trigger, after: value === 'before' ? -count : count })} />
        <Select
          label={t('workflows.editor.date')}
          isLabelHidden
          value={trigger.field}
          options={[{ value: 'createdAt', word: columnWord(t, entity, 'createdAt') }, ...visibleFields(entity).filter(name => isDate(entity, name)).map(name => ({ value: name, word: columnWord(t, entity, name) }))]}
          onChoose={field => onChange({ ...trigger, field })}
        />
      </div>
      {unit === 'day' && (
        <label className={css.inline}>
          {t('workflows.editor.at')}
          <input type="time" className={css.input} value={at} onChange={event => event.target.value && onChange({ ...trigger, at: event.target.value })} />
        </label>
      )}
    </>
  )
}
