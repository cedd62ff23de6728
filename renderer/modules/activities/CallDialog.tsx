import Alert from '@mui/material/Alert'
import FormLabel from '@mui/material/FormLabel'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Field } from '../../../shared/kernel/entity/fields.ts'
import { LOCAL_ACTOR } from '../../../shared/kernel/id/local-actor.ts'
import { activity } from '../../../shared/modules/activities/activity.entity.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import { FormDialog } from '../../kernel/form/FormDialog.tsx'
import { allCame } from '../../kernel/form/values-to-come.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { errorText } from '../../kernel/text/words.ts'
import type { TitledId } from '../../kernel/ui/Value.tsx'
import { PARTIES, type Parties } from './parties.ts'
import css from './activities.module.css'

interface Props {
  readonly parties: Parties
  /** `id` is of the call that was written down, when it was. */
  readonly onClose: (id?: string) => void
}

const { contact, organisation, opportunity, result, minutes } = activity.fields
const FIELDS: Readonly<Record<string, Field>> = { contact, organisation, opportunity, start: { kind: 'dateTime' }, result, minutes, nextName: { kind: 'text' }, nextDay: { kind: 'date' } }
const idOf = (value: unknown): string | undefined => (value as TitledId | null | undefined)?.id

/** A call that was made, in a few words, with what follows from it. */
export const CallDialog = ({ parties, onClose }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const api = useApi()
  const operations = useOperations()
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>(() => ({ ...parties, start: { at: new Date().toISOString(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone } }))
  const [failure, setFailure] = useState<string>()
  const set = (name: string, value: unknown): void => setValues(old => ({ ...old, [name]: value }))

  const save = async (): Promise<void> => {
    setFailure(undefined)
    try {
      if (!(await allCame())) return
      const linked = Object.fromEntries(PARTIES.flatMap(name => (idOf(values[name]) ? [[name, idOf(values[name])!]] : [])))
      const whom = PARTIES.map(name => (values[name] as TitledId | null | undefined)?.title).find(Boolean)
      const { start, result: outcome, minutes: text, nextName, nextDay } = values
      const call = { kind: 'call', status: 'done', name: whom ? t('activities.call.with', { name: whom }) : t('activities.kind.call'), ...linked, start, doneOn: start, result: outcome, minutes: text, responsible: LOCAL_ACTOR }
      const next = nextName || nextDay ? { kind: 'task', name: nextName || t('activities.call.followUp'), day: nextDay } : undefined
      const { op, record } = await unwrap(api.activities.log({ activity: call, ...(next && { next }) }))
      operations.report(op, t(next ? 'activities.call.loggedWithNext' : 'activities.call.logged'))
      onClose(record.id)
    } catch (error) {
      setFailure(errorText(t, error))
    }
  }

  const field = (name: string, word: string, isHalf = false) => (
    <div className={isHalf ? css.half : css.field}>
      <FormLabel htmlFor={`${id}-${name}`}>{word}</FormLabel>
      <Editor id={`${id}-${name}`} field={FIELDS[name]!} value={values[name] ?? null} onChange={value => set(name, value)} onBlur={() => {}} isInvalid={false} describedBy={undefined} label={word} />
    </div>
  )
  const own = (name: string, isHalf = false) => field(name, t(`activities.activity.fields.${name}`), isHalf)
  return (
    <FormDialog title={t('activities.call.log')} conclusion={t('activities.call.save')} onConclude={save} onClose={() => onClose()}>
      {failure && <Alert severity="error">{failure}</Alert>}
      <div className={css.pair}>
        {own('contact', true)}
        {own('organisation', true)}
      </div>
      <div className={css.pair}>
        {own('opportunity', true)}
        {field('start', t('activities.call.when'), true)}
      </div>
      {own('result')}
      {own('minutes')}
      <fieldset className={css.next}>
        <legend>{t('activities.call.next')}</legend>
        <div className={css.pair}>
          {field('nextName', t('activities.call.nextName'), true)}
          {field('nextDay', t('activities.call.nextDay'), true)}
        </div>
      </fieldset>
    </FormDialog>
  )
}
