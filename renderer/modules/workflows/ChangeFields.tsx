import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Field } from '../../../shared/kernel/entity/fields.ts'
import type { Before, Trigger } from '../../../shared/modules/workflows/workflow.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import { columnWord } from '../../kernel/list/column-word.ts'
import { Select } from '../../kernel/ui/Select.tsx'
import { visibleFields } from './workflow-words.ts'
import css from './workflows.module.css'

type Changed = Extract<Trigger, { when: 'changed' }>
type Values = readonly Before[] | undefined

interface Props {
  readonly entity: AnyEntity
  readonly trigger: Changed
  readonly onChange: (trigger: Changed) => void
}

const nothing = (): void => {}

/** Which field changes, from what and to what. */
export const ChangeFields = ({ entity, trigger, onChange }: Props) => {
  const { t } = useTranslation()
  const [name = ''] = trigger.fields
  const field = entity.fields[name]
  const set = (side: 'from' | 'to', values: Values): void => {
    const { [side]: _, ...rest } = trigger
    onChange({ ...rest, ...(values && { [side]: values }) })
  }
  return (
    <>
      <Select
        label={t('workflows.editor.field')}
        value={name}
        options={[{ value: '', word: t('workflows.editor.anyField') }, ...visibleFields(entity).map(each => ({ value: each, word: columnWord(t, entity, each) }))]}
        onChoose={chosen => onChange({ when: 'changed', fields: chosen ? [chosen] : [] })}
      />
      {field &&
        (['from', 'to'] as const).map(side => (
          <ValuesFields key={`${name} ${side}`} label={t(`workflows.editor.${side === 'from' ? 'was' : 'becomes'}`)} field={field} values={trigger[side]} onChange={values => set(side, values)} />
        ))}
    </>
  )
}

const ValuesFields = ({ label, field, values, onChange }: { readonly label: string; readonly field: Field; readonly values: Values; readonly onChange: (values: Values) => void }) => {
  const { t } = useTranslation()
  const id = useId()
  const isBoolean = field.kind === 'boolean'
  const mode = values === undefined ? 'any' : values.includes(null) ? 'empty' : isBoolean ? String(values[0]) : 'among'
  const modes = [
    { value: 'any', word: t('workflows.editor.anyValue') },
    ...(isBoolean ? ['true', 'false'].map(value => ({ value, word: t(value === 'true' ? 'ui.yes' : 'ui.no') })) : []),
    ...(field.kind === 'choice' ? [{ value: 'among', word: t('workflows.editor.among') }] : []),
    { value: 'empty', word: t('workflows.editor.empty') },
  ]
  const choose = (next: string): void => onChange(next === 'any' ? undefined : next === 'empty' ? [null] : next === 'among' ? [] : [next === 'true'])
  return (
    <div className={css.value}>
      <Select label={label} value={mode} options={modes} onChoose={choose} />
      {mode === 'among' && (
        <Editor
          id={id}
          field={{ kind: 'multiChoice', values: { ...field.values!, open: false } }}
          value={[...values!]}
          label={label}
          isInvalid={false}
          describedBy={undefined}
          onBlur={nothing}
          onChange={next => onChange(Array.isArray(next) ? (next as Before[]) : [])}
        />
      )}
    </div>
  )
}
