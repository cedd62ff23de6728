import Alert from '@mui/material/Alert'
import FormLabel from '@mui/material/FormLabel'
import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { usualValues } from '../../../shared/kernel/entity/effective.ts'
import { tidy } from '../../../shared/kernel/entity/validate.ts'
import type { ProblemView } from '../../../shared/kernel/rpc/schemas.ts'
import { useApi } from '../rpc/api-context.tsx'
import { FailureError, unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { failureText, fieldWord, newWord } from '../text/words.ts'
import type { TitledId } from '../ui/Value.tsx'
import type { EditorProps } from './editor-props.ts'
import { FormDialog } from './FormDialog.tsx'
import { LikelyStrip } from './LikelyStrip.tsx'
import { Problems } from './Problems.tsx'
import { quickFields, quickRecord } from './quick-fields.ts'
import css from './form.module.css'

interface Props {
  readonly entity: AnyEntity
  /** What was typed where a record was looked for. */
  readonly text: string
  readonly PartEditor: ComponentType<EditorProps>
  readonly onCreated: (record: TitledId) => void
  readonly onClose: () => void
}

/** Makes a record without leaving the form that needs it. */
export const QuickCreate = ({ entity, text, PartEditor, onCreated, onClose }: Props) => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  const [fields] = useState(() => quickFields(entity))
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>(() => ({ [fields[0]!.path]: text || null }))
  const [problems, setProblems] = useState<readonly ProblemView[]>([])
  const [failure, setFailure] = useState<string>()
  const create = async (): Promise<void> => {
    setFailure(undefined)
    try {
      const { record, op } = await unwrap(api.entities.save({ type: entity.type, patch: { ...usualValues(entity), ...(tidy(quickRecord(fields, values)) as Record<string, unknown> | undefined) } }))
      operations.report(op, t('ui.createdOne', { title: record.title }))
      onCreated({ id: record.id, title: record.title })
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      setProblems((error.failure.params?.['problems'] ?? []) as ProblemView[])
      setFailure(failureText(t, error.failure))
    }
  }
  return (
    <FormDialog title={newWord(t, entity)} conclusion={t('form.create')} onConclude={create} onClose={onClose}>
      {failure && <Alert severity="error">{failure}</Alert>}
      {fields.map(({ path, name, field, leaf }) => {
        const id = `quick-${path}`
        const label = fieldWord(t, entity, path)
        const own = problems.filter(problem => problem.field === name)
        return (
          <div key={path} className={css.field}>
            <FormLabel htmlFor={id} required={field.required === true || field.wanted !== undefined}>
              {label}
            </FormLabel>
            <PartEditor
              id={id}
              field={leaf}
              value={values[path] ?? null}
              onChange={value => setValues(old => ({ ...old, [path]: value }))}
              onBlur={() => {}}
              isInvalid={own.length > 0}
              describedBy={own.length ? `${id}-said` : undefined}
              label={label}
            />
            {own.length > 0 && (
              <div id={`${id}-said`} className={css.said}>
                <Problems problems={own} />
              </div>
            )}
          </div>
        )
      })}
      {entity.duplicates && <LikelyStrip entity={entity} values={quickRecord(fields, values)} onTake={onCreated} />}
    </FormDialog>
  )
}
