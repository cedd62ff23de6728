import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Action, ActionName, Given } from '../../../shared/modules/workflows/workflow.ts'
import { predicateWord } from '../../kernel/filter/say-filter.ts'
import { useRelationKinds } from '../../kernel/filter/use-filter-names.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import { columnWord } from '../../kernel/list/column-word.ts'
import { entityOf } from '../../kernel/state/entity-of.ts'
import { Select } from '../../kernel/ui/Select.tsx'
import { NumberField } from './NumberField.tsx'
import { RecordChoice } from './RecordChoice.tsx'
import { useTemplates } from './use-templates.ts'
import css from './workflows.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly action: Action
  readonly onChange: (action: Action) => void
}

const nothing = (): void => {}

/** What can be done to records of a type. */
export const actionsFor = ({ type, archive, fields }: AnyEntity): ActionName[] => [
  'set',
  ...(Object.hasOwn(fields, 'tags') ? (['tag'] as const) : []),
  'relate',
  'activity',
  'send',
  'notify',
  ...(archive === undefined ? [] : (['archive'] as const)),
  ...(type === 'activity' ? (['survey'] as const) : []),
]

/** What an action is at first. */
export const freshAction = (name: ActionName, entity: AnyEntity): Action => {
  switch (name) {
    case 'set':
      return { do: name, values: [{ field: settable(entity)[0]!, value: null }] }
    case 'tag':
      return { do: name, add: [], remove: [] }
    case 'relate':
      return { do: name, kind: '', side: 'subject', to: { path: relationsOf(entity)[0] ?? '' } }
    case 'activity':
      return { do: name, kind: 'task', name: '', inDays: 1, ...(Object.hasOwn(entity.fields, 'responsible') && { responsible: 'responsible' }) }
    case 'send':
      return { do: name, template: '', to: mailPlaces(entity).slice(0, 2), cc: [] }
    case 'notify':
      return { do: name, text: '' }
    default:
      return { do: name }
  }
}

const UNSETTABLE = ['json', 'file', 'image', 'list', 'address', 'tags', 'multiChoice']
const settable = (entity: AnyEntity): string[] => Object.keys(entity.fields).filter(name => !entity.fields[name]!.hidden && !UNSETTABLE.includes(entity.fields[name]!.kind))
const relationsOf = (entity: AnyEntity): string[] => Object.keys(entity.fields).filter(name => entity.fields[name]!.kind === 'relation' && entity.fields[name]!.to !== undefined && !entity.fields[name]!.hidden)
const isMail = (field: AnyEntity['fields'][string]): boolean => field.kind === 'email' || field.of?.kind === 'email'

/** The places that hold addresses, its own and those of the records that it leads to. */
const mailPlaces = (entity: AnyEntity): string[] => [
  ...Object.keys(entity.fields).filter(name => isMail(entity.fields[name]!)),
  ...relationsOf(entity).flatMap(name => {
    const reached = entityOf(entity.fields[name]!.to!)
    return reached ? Object.keys(reached.fields).filter(field => isMail(reached.fields[field]!)).map(field => `${name}.${field}`) : []
  }),
]

/** What one action does. */
export const ActionFields = ({ entity, action, onChange }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const { kinds } = useRelationKinds()
  const { templates } = useTemplates(entity.type)
  const relations = relationsOf(entity).map(name => ({ value: name, word: columnWord(t, entity, name) }))
  switch (action.do) {
    case 'set': {
      const target = action.on === undefined ? entity : (entityOf(entity.fields[action.on]?.to ?? '') ?? entity)
      return (
        <>
          <Select
            label={t('workflows.editor.on')}
            value={action.on ?? ''}
            options={[{ value: '', word: t('workflows.editor.itself') }, ...relations]}
            onChoose={on => {
              const reached = on ? entityOf(entity.fields[on]!.to!)! : entity
              onChange({ do: 'set', ...(on && { on }), values: [{ field: settable(reached)[0]!, value: null }] })
            }}
          />
          {action.values.map((given, i) => (
            <GivenFields key={i} entity={target} given={given} onChange={next => onChange({ ...action, values: action.values.with(i, next) })} />
          ))}
        </>
      )
    }
    case 'tag':
      return (
        <>
          {(['add', 'remove'] as const).map(which => (
            <div key={which} className={css.value}>
              <label htmlFor={`${id}${which}`}>{t(`workflows.editor.tags.${which}`)}</label>
              <Editor id={`${id}${which}`} field={entity.fields['tags']!} value={[...action[which]]} label={t(`workflows.editor.tags.${which}`)} isInvalid={false} describedBy={undefined} onBlur={nothing} onChange={value => onChange({ ...action, [which]: (value as string[] | null) ?? [] })} />
            </div>
          ))}
        </>
      )
    case 'relate':
      return (
        <>
          <Select
            label={t('workflows.editor.relation')}
            value={action.kind && `${action.kind} ${action.side}`}
            options={[{ value: '', word: '—' }, ...kinds.flatMap(kind => (['subject', 'object'] as const).map(side => ({ value: `${kind.key} ${side}`, word: predicateWord(t, kind, side) })))]}
            onChoose={value => {
              const [kind = '', side] = value.split(' ')
              onChange({ ...action, kind, side: side === 'object' ? 'object' : 'subject' })
            }}
          />
          <Select label={t('workflows.editor.with')} value={'path' in action.to ? action.to.path : ''} options={relations} onChoose={path => onChange({ ...action, to: { path } })} />
        </>
      )
    case 'activity':
      return (
        <>
          <Text label={t('workflows.editor.activityName')} type={entity.type} value={action.name} onChange={name => onChange({ ...action, name })} />
          <div className={css.inline}>
            {t('workflows.editor.inDays')}
            <NumberField label={t('workflows.editor.inDaysLabel')} value={action.inDays} onKeep={inDays => onChange({ ...action, inDays })} />
            {t('workflows.editor.days')}
          </div>
        </>
      )
    case 'send':
      return (
        <>
          <Select label={t('workflows.editor.template')} value={action.template} options={[{ value: '', word: '—' }, ...templates]} onChoose={template => onChange({ ...action, template })} />
          <Places label={t('workflows.editor.to')} entity={entity} places={action.to} onChange={to => onChange({ ...action, to })} />
          <Places label={t('workflows.editor.cc')} entity={entity} places={action.cc} onChange={cc => onChange({ ...action, cc })} />
          <RecordChoice
            label={t('workflows.editor.account')}
            type="mailAccount"
            value={action.account ?? ''}
            empty={t('workflows.editor.usualAccount')}
            onChoose={account => {
              const { account: _, ...rest } = action
              onChange({ ...rest, ...(account && { account }) })
            }}
          />
        </>
      )
    case 'notify':
      return <Text label={t('workflows.editor.text')} type={entity.type} value={action.text} onChange={text => onChange({ ...action, text })} />
    default:
      return <p className={css.hint}>{t(`workflows.editor.${action.do}Hint`)}</p>
  }
}

const Text = ({ label, type, value, onChange }: { readonly label: string; readonly type: string; readonly value: string; readonly onChange: (value: string) => void }) => {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={css.value}>
      <label htmlFor={id}>{label}</label>
      <input id={id} className={css.input} value={value} maxLength={500} aria-describedby={`${id}hint`} onChange={event => onChange(event.target.value)} />
      <small id={`${id}hint`} className={css.hint}>
        {t('workflows.editor.variables', { variable: `{{ ${type}.createdAt }}` })}
      </small>
    </div>
  )
}

/** The places from which addresses are taken, as boxes to tick. */
const Places = ({ label, entity, places, onChange }: { readonly label: string; readonly entity: AnyEntity; readonly places: readonly string[]; readonly onChange: (places: string[]) => void }) => {
  const { t } = useTranslation()
  const offered = [...new Set([...mailPlaces(entity), ...places])]
  return (
    <fieldset className={css.checks}>
      <legend>{label}</legend>
      {offered.map(place => (
        <label key={place}>
          <input type="checkbox" checked={places.includes(place)} onChange={() => onChange(offered.filter(each => (each === place ? !places.includes(each) : places.includes(each))))} />
          {place.includes('@') ? place : columnWord(t, entity, place)}
        </label>
      ))}
    </fieldset>
  )
}

const NOW = 'now'
const VALUE = 'value'

const GivenFields = ({ entity, given, onChange }: { readonly entity: AnyEntity; readonly given: Given; readonly onChange: (given: Given) => void }) => {
  const { t } = useTranslation()
  const id = useId()
  const field = entity.fields[given.field]!
  const isDated = field.kind === 'date' || field.kind === 'dateTime'
  return (
    <>
      <Select label={t('workflows.editor.field')} value={given.field} options={settable(entity).map(name => ({ value: name, word: columnWord(t, entity, name) }))} onChoose={name => onChange({ field: name, value: null })} />
      {isDated && <Select label={t('workflows.editor.gets')} value={'now' in given ? NOW : VALUE} options={[NOW, VALUE].map(value => ({ value, word: t(`workflows.editor.given.${value}`) }))} onChoose={value => onChange(value === NOW ? { field: given.field, now: true } : { field: given.field, value: null })} />}
      {'value' in given && (
        <div className={css.value}>
          <label htmlFor={id}>{t('workflows.editor.value')}</label>
          <Editor id={id} field={field.kind === 'choice' ? { ...field, values: { ...field.values!, open: false } } : field} value={given.value ?? null} label={t('workflows.editor.value')} isInvalid={false} describedBy={undefined} onBlur={nothing} onChange={value => onChange({ field: given.field, value: idOf(value) })} />
        </div>
      )}
    </>
  )
}

/** A relation is kept as the id of the other record. */
const idOf = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'id' in value && 'title' in value ? value.id : value)
