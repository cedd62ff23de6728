import Alert from '@mui/material/Alert'
import FormLabel from '@mui/material/FormLabel'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AnyEntity, isOwnName } from '../../../shared/kernel/entity/define.ts'
import { tidy } from '../../../shared/kernel/entity/validate.ts'
import { isInCells } from '../../../shared/kernel/entity/fields.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import { FormDialog } from '../../kernel/form/FormDialog.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { useOfferedValues, valueWord } from '../../kernel/state/value-lists.ts'
import { errorText, fieldWord } from '../../kernel/text/words.ts'
import { linesOf } from './templates.ts'
import css from './customs.module.css'

/** What a field is called, what it begins with, and the values of a choice of users' own. */
export const EditField = ({ entity, name, onClose }: { readonly entity: AnyEntity; readonly name: string; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const id = useId()
  const api = useApi()
  const operations = useOperations()
  const offered = useOfferedValues()
  const field = entity.fields[name]!
  const { type } = entity
  const word = fieldWord(t, entity, name)
  const { values } = field
  const hasChoices = isOwnName(name) && values !== undefined
  const before = hasChoices ? offered(values).filter(({ disabled }) => !disabled).map(value => valueWord(t, values, value)).join('\n') : ''
  const [label, setLabel] = useState(word)
  const [usual, setUsual] = useState<unknown>(field.usual)
  const [choices, setChoices] = useState<string>()
  const [failure, setFailure] = useState<string>()
  const canBegin = isInCells(field) && field.kind !== 'relation' && field.kind !== 'tags' && field.kind !== 'list'
  const save = async (): Promise<void> => {
    const wishes = {
      ...(label.trim() !== word && { label: label.trim() === '' && !isOwnName(name) ? null : label.trim() }),
      ...(JSON.stringify(usual ?? null) !== JSON.stringify(field.usual ?? null) && { usual: tidy(usual) ?? null }),
    }
    try {
      if (choices !== undefined && choices !== before) operations.report((await unwrap(api.customs.setChoices({ type, field: name, choices: linesOf(choices) }))).op, t('customs.fieldSaved', { name: label }))
      if (Object.keys(wishes).length > 0) operations.report((await unwrap(api.customs.setField({ type, field: name, ...wishes }))).op, t('customs.fieldSaved', { name: label }))
      onClose()
    } catch (error) {
      setFailure(errorText(t, error))
    }
  }
  return (
    <FormDialog title={t('customs.editField', { name: word })} conclusion={t('ui.save')} onConclude={save} onClose={onClose}>
      {failure && <Alert severity="error">{failure}</Alert>}
      <div className={css.ask}>
        <FormLabel htmlFor={`${id}-label`} required={isOwnName(name)}>
          {t('customs.fieldName')}
        </FormLabel>
        <Editor id={`${id}-label`} field={{ kind: 'text' }} value={label} onChange={value => setLabel((value as string | null) ?? '')} onBlur={() => {}} isInvalid={false} describedBy={undefined} label={t('customs.fieldName')} />
      </div>
      {hasChoices && (
        <div className={css.ask}>
          <FormLabel htmlFor={`${id}-choices`}>{t('customs.choices')}</FormLabel>
          <textarea id={`${id}-choices`} className={css.lines} rows={6} aria-describedby={`${id}-hint`} value={choices ?? before} onChange={event => setChoices(event.target.value)} />
          <p id={`${id}-hint`} className={css.hint}>
            {t('customs.choicesKept')}
          </p>
        </div>
      )}
      {canBegin && (
        <div className={css.ask}>
          <FormLabel htmlFor={`${id}-usual`}>{t('customs.usual')}</FormLabel>
          <Editor id={`${id}-usual`} field={field} value={usual ?? null} onChange={setUsual} onBlur={() => {}} isInvalid={false} describedBy={undefined} label={t('customs.usual')} />
        </div>
      )}
    </FormDialog>
  )
}
