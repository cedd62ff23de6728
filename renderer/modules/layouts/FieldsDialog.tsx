import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { OwnBlock } from '../../../shared/kernel/layout/layout.ts'
import { isListedField } from '../../kernel/layout/form-layout.ts'
import { fieldWord } from '../../kernel/text/words.ts'
import { OwnBlockDialog } from './OwnBlockDialog.tsx'
import css from './layouts.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly block: OwnBlock
  readonly onKeep: (block: OwnBlock) => void
  readonly onRemove: () => void
  readonly onClose: () => void
}

/** Gives a block of a sheet its title and its fields. */
export const FieldsDialog = ({ entity, block, ...rest }: Props) => {
  const { t } = useTranslation()
  const [fields, setFields] = useState(block.fields ?? [])
  return (
    <OwnBlockDialog title={t('layouts.fieldsBlock')} block={block} isReady={fields.length > 0} finish={kept => ({ ...kept, fields })} {...rest}>
      <p className={css.hint}>{t('layouts.fieldsHint')}</p>
      <fieldset className={css.checks}>
        <legend>{t('layouts.fields')}</legend>
        {entity.form.flat().filter(name => isListedField(entity, name)).map(name => (
          <label key={name}>
            <input type="checkbox" checked={fields.includes(name)} onChange={event => setFields(event.target.checked ? [...fields, name] : fields.filter(other => other !== name))} />
            {fieldWord(t, entity, name)}
          </label>
        ))}
      </fieldset>
    </OwnBlockDialog>
  )
}
