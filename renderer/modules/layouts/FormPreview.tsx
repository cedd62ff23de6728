import { useTranslation } from 'react-i18next'
import type { Layout } from '../../../shared/kernel/layout/layout.ts'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { FieldGroup } from '../../kernel/form/FieldGroup.tsx'
import { formGroups } from '../../kernel/layout/form-layout.ts'
import { fieldWord } from '../../kernel/text/words.ts'
import { Value } from '../../kernel/ui/Value.tsx'
import css from './layouts.module.css'

/** The form of a record in its groups and rows, without its editors. */
export const FormPreview = ({ entity, record, layout }: SheetProps & { readonly layout: Layout }) => {
  const { t } = useTranslation()
  return (
    <div className={css.formPreview}>
      {formGroups(entity, layout).map(group => (
        <FieldGroup
          key={group.key}
          group={group}
          render={name => (
            <div key={name} className={css.field}>
              <span className={css.label}>
                {fieldWord(t, entity, name)}
                {entity.fields[name]!.required && ' *'}
              </span>
              <div className={css.box}>{record[name] !== undefined && record[name] !== null && <Value field={entity.fields[name]!} value={record[name]} />}</div>
            </div>
          )}
        />
      ))}
    </div>
  )
}
