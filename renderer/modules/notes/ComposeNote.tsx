import Button from '@mui/material/Button'
import OutlinedInput from '@mui/material/OutlinedInput'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { remembered } from '../../kernel/state/remembered.ts'
import css from './notes.module.css'

/** Where a note is written; what is typed and not added yet outlives the window. */
export const ComposeNote = ({ subject }: { readonly subject: string }) => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  const input = useRef<HTMLTextAreaElement>(null)
  const draft = `note.${subject}`
  const [text, setText] = useState(() => (remembered.get(draft) as string | undefined) ?? '')
  const [isSaving, setSaving] = useState(false)
  const isBlank = text.trim() === ''

  const type = (next: string): void => {
    setText(next)
    if (next) remembered.put(draft, next)
    else remembered.remove(draft)
  }

  const add = async (): Promise<void> => {
    if (isBlank || isSaving) return
    setSaving(true)
    try {
      const { op } = await unwrap(api.entities.save({ type: 'note', patch: { text: text.trim(), subject } }))
      operations.report(op, t('notes.added'))
      type('')
    } catch (error) {
      operations.failed(error)
    } finally {
      setSaving(false)
      input.current?.focus()
    }
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void add()
  }

  return (
    <form
      className={css.compose}
      onKeyDown={onKeyDown}
      onSubmit={event => {
        event.preventDefault()
        void add()
      }}
    >
      <OutlinedInput
        multiline
        inputRef={input}
        value={text}
        onChange={event => type(event.target.value)}
        readOnly={isSaving}
        placeholder={t('notes.write')}
        inputProps={{ 'aria-label': t('notes.note.new') }}
      />
      {!isBlank && (
        <div className={css.composeFoot}>
          <span className={css.keys}>
            <kbd>{t('ui.keyCtrlEnter')}</kbd> {t('notes.toAdd')}
          </span>
          <Button type="submit" variant="contained" color="primary" size="small" disabled={isSaving}>
            {t('notes.add')}
          </Button>
        </div>
      )}
    </form>
  )
}
