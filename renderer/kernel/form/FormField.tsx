import Button from '@mui/material/Button'
import FormLabel from '@mui/material/FormLabel'
import { RefreshCw } from 'lucide-react'
import { type Control, Controller } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { ProblemView } from '../../../shared/kernel/rpc/schemas.ts'
import { formatInstant } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { fieldWord } from '../text/words.ts'
import { Value } from '../ui/Value.tsx'
import { Editor } from './Editor.tsx'
import { Problems } from './Problems.tsx'
import { RecordTypeContext } from './record-type.ts'
import type { LiveValues } from './use-live-values.ts'
import type { FormValues } from './values.ts'
import css from './form.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly name: string
  readonly control: Control<FormValues>
  readonly problems: readonly ProblemView[]
  readonly live: LiveValues
  /** Whether its versions are being chosen from elsewhere on the page. */
  readonly isDisputed: boolean
  /** Runs when the field is left. */
  readonly onLeave: (name: string) => void
}

/** A field of a form: its name, its editor, and below what is wrong and what others wrote in it. */
export const FormField = ({ entity, name, control, problems, live, isDisputed, onLeave }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const field = entity.fields[name]!
  const id = `field-${name}`
  const label = fieldWord(t, entity, name)
  const own = problems.filter(problem => problem.field === name || problem.field.startsWith(`${name}.`))
  const isInvalid = own.some(problem => !problem.warning)
  const followedAt = live.followed.get(name)
  const isElsewhere = name in live.elsewhere && !isDisputed
  const describedBy = own.length || isElsewhere || followedAt ? `${id}-said` : undefined
  return (
    <div className={css.field} data-field={name} data-invalid={isInvalid || undefined}>
      <FormLabel htmlFor={id} required={field.required === true || field.wanted !== undefined}>
        {label}
      </FormLabel>
      <Controller
        control={control}
        name={name}
        render={({ field: { value, onChange } }) => (
          <RecordTypeContext value={entity.type}>
            <Editor id={id} field={field} value={value} onChange={onChange} onBlur={() => onLeave(name)} isInvalid={isInvalid} describedBy={describedBy} label={label} />
          </RecordTypeContext>
        )}
      />
      {describedBy && (
        <div id={describedBy} className={css.said}>
          <Problems problems={own} />
          {isElsewhere ? (
            <div className={css.elsewhere} role="status">
              <RefreshCw size={14} aria-hidden="true" />
              <span>
                {t('form.elsewhere')} <ReadValue field={field} value={live.elsewhere[name]} />
              </span>
              <span className={css.actions}>
                <Button size="small" onClick={() => live.settle(name, true)}>
                  {t('form.takeThis')}
                </Button>
                <Button size="small" variant="text" onClick={() => live.settle(name, false)}>
                  {t('form.keepMine')}
                </Button>
              </span>
            </div>
          ) : (
            followedAt && (
              <p key={followedAt} className={css.followed} role="status">
                <RefreshCw size={14} aria-hidden="true" />
                {t('form.followed', { when: formatInstant(followedAt, language) })}
              </p>
            )
          )}
        </div>
      )}
    </div>
  )
}

/** A value between others, or the word for none. */
export const ReadValue = ({ field, value }: { readonly field: AnyEntity['fields'][string]; readonly value: unknown }) => {
  const { t } = useTranslation()
  if (value === null || value === undefined) return <em>{t('form.empty')}</em>
  return (
    <strong className={css.read}>
      <Value field={field} value={value} />
    </strong>
  )
}
