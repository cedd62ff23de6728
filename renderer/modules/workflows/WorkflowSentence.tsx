import { type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import type { Action, Before, Trigger } from '../../../shared/modules/workflows/workflow.ts'
import { FilterSentence } from '../../kernel/filter/FilterSentence.tsx'
import { useRelationKinds } from '../../kernel/filter/use-filter-names.ts'
import { predicateWord } from '../../kernel/filter/say-filter.ts'
import { columnWord } from '../../kernel/list/column-word.ts'
import { useSpeech } from '../../kernel/list/speech.ts'
import { entityOf } from '../../kernel/state/entity-of.ts'
import { valueWord } from '../../kernel/state/value-lists.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { useTemplates } from './use-templates.ts'
import type { WorkflowView } from './use-workflows.ts'
import { dayWord, someWord } from './workflow-words.ts'
import css from './workflows.module.css'

type Said = Pick<WorkflowView, 'forType' | 'trigger' | 'filter' | 'stops' | 'actions' | 'window'>

/** A workflow in words: when, if, unless, then. */
export const WorkflowSentence = ({ workflow }: { readonly workflow: Said }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { forType, trigger, filter, stops, actions, window } = workflow
  const entity = entityOf(forType)
  if (!entity) return null
  const lines: [string, ReactNode][] = [
    ['when', <TriggerWords key="when" forType={forType} trigger={trigger} />],
    ...(filter && !('all' in filter && filter.all.length === 0) ? ([['if', <FilterSentence key="if" entity={entity} filter={filter} />]] as [string, ReactNode][]) : []),
    ...(stops.length ? ([['unless', stops.map(stop => t(`workflows.stops.${stop}`)).join(', ')]] as [string, ReactNode][]) : []),
    [
      'then',
      <ul key="then" className={css.then}>
        {actions.map((action, i) => (
          <li key={i}>
            <ActionWords forType={forType} action={action} />
          </li>
        ))}
      </ul>,
    ],
    ...(window ? ([['within', t('workflows.within', { days: window.days.map(day => dayWord(language, day)).join(', '), from: window.from, to: window.to })]] as [string, ReactNode][]) : []),
  ]
  return (
    <dl className={css.sentence}>
      {lines.map(([name, words]) => (
        <div key={name}>
          <dt>{t(`workflows.says.${name}`)}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}

/** That a field holds one of some values. */
const held = (field: string, isBoolean: boolean, values: readonly Before[]): Filter => (values.includes(null) ? { field, op: 'empty' } : isBoolean ? { field, op: 'eq', value: values[0]! } : { field, op: 'in', value: values as (string | number)[] })

const TriggerWords = ({ forType, trigger }: { readonly forType: string; readonly trigger: Trigger }) => {
  const { t } = useTranslation()
  const { kinds } = useRelationKinds()
  const entity = entityOf(forType)!
  const some = someWord(t, entity)
  switch (trigger.when) {
    case 'changed': {
      const [field] = trigger.fields
      if (!field) return t('workflows.when.saved', { some })
      if (trigger.from || trigger.to) {
        const say = (values: readonly Before[] | undefined): ReactNode => values && <FilterSentence entity={entity} filter={held(field, entity.fields[field]?.kind === 'boolean', values)} />
        const [was, is] = [say(trigger.from), say(trigger.to)]
        return (
          <>
            {t('workflows.when.becomes', { some })} {was} {was && t('workflows.when.then')} {is ?? t('workflows.when.other')}
          </>
        )
      }
      return t('workflows.when.changes', { some, fields: trigger.fields.map(name => columnWord(t, entity, name)).join(', ') })
    }
    case 'tagged':
      return <>{t('workflows.when.gets', { some })} <FilterSentence entity={entity} filter={{ field: 'tags', op: 'hasAny', value: [trigger.tag] }} /></>
    case 'related': {
      const kind = kinds.find(({ key }) => key === trigger.kind)
      return t('workflows.when.related', { some, kind: kind ? predicateWord(t, kind, trigger.side) : '…' })
    }
    case 'reached': {
      const { after, unit, at = '09:00' } = trigger
      const field = trigger.field === 'createdAt' ? t('workflows.when.creation') : t('workflows.when.field', { word: columnWord(t, entity, trigger.field) })
      if (unit === 'hour') return t(after < 0 ? 'workflows.when.hoursBefore' : 'workflows.when.hoursAfter', { count: Math.abs(after), field, some })
      return after === 0 ? t('workflows.when.onDay', { field, some, at }) : t(after < 0 ? 'workflows.when.daysBefore' : 'workflows.when.daysAfter', { count: Math.abs(after), field, some, at })
    }
    default:
      return t(`workflows.when.${trigger.when}`, { some })
  }
}

const ActionWords = ({ forType, action }: { readonly forType: string; readonly action: Action }) => {
  const { t } = useTranslation()
  const { nameOf } = useTemplates()
  const { kinds } = useRelationKinds()
  const entity = entityOf(forType)!
  const place = (path: string): string => (path.includes('@') ? path : columnWord(t, entity, path))
  switch (action.do) {
    case 'set':
    case 'tag': {
      const target = action.on === undefined ? entity : entityOf(entity.fields[action.on]?.to ?? '')
      if (!target) return t('workflows.then.gone')
      const lead = action.on === undefined ? t('workflows.then.here') : t('workflows.then.there', { where: columnWord(t, entity, action.on) })
      if (action.do === 'tag') {
        return (
          <>
            {lead} {action.add.length > 0 && <>{t('workflows.then.add')} <TagNames ids={action.add} /></>} {action.remove.length > 0 && <>{t('workflows.then.remove')} <TagNames ids={action.remove} /></>}
          </>
        )
      }
      return (
        <>
          {lead}{' '}
          {action.values.map((given, i) => (
            <span key={given.field}>
              {i > 0 && ', '}
              {columnWord(t, target, given.field)} ← <b>{'copy' in given ? columnWord(t, entity, given.copy) : 'now' in given ? t('workflows.then.now') : <ValueWord type={target.type} field={given.field} value={given.value} />}</b>
            </span>
          ))}
          {action.only && <> {t('workflows.then.only')} <FilterSentence entity={target} filter={action.only} /></>}
        </>
      )
    }
    case 'relate': {
      const kind = kinds.find(({ key }) => key === action.kind)
      return t('workflows.then.relate', { kind: kind ? predicateWord(t, kind, action.side) : '…', to: 'path' in action.to ? place(action.to.path) : '…' })
    }
    case 'activity':
      return t('workflows.then.activity', { name: action.name, count: action.inDays })
    case 'send':
      return t(action.cc.length ? 'workflows.then.sendCc' : 'workflows.then.send', { template: nameOf(action.template), to: action.to.map(place).join(t('workflows.then.else')), cc: action.cc.map(place).join(', ') })
    case 'notify':
      return t('workflows.then.notify', { text: action.text })
    default:
      return t(`workflows.then.${action.do}`)
  }
}

const TagNames = ({ ids }: { readonly ids: readonly string[] }) => <FilterSentence entity={entityOf('contact')!} filter={{ field: 'tags', op: 'hasAny', value: [...ids] }} />

/** A value by the words that filters have for it. */
const ValueWord = ({ type, field, value }: { readonly type: string; readonly field: string; readonly value: unknown }) => {
  const entity = entityOf(type)!
  const { t, offered } = useSpeech()
  if (typeof value === 'boolean') return t(value ? 'ui.yes' : 'ui.no')
  if (typeof value !== 'string' && typeof value !== 'number') return value === null || value === undefined ? t('journal.empty') : '…'
  const list = entity.fields[field]?.values
  const found = list && offered(list).find(({ key }) => key === value)
  if (list && found) return valueWord(t, list, found)
  return entity.fields[field]?.kind === 'relation' ? <FilterSentence entity={entity} filter={{ field, op: 'eq', value }} /> : String(value)
}
