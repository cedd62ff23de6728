import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../kernel/ui/Button.tsx'
import { Dialog } from '../../kernel/ui/Dialog.tsx'
import css from './layouts.module.css'

interface Props {
  readonly name: string
  /** What it is called of itself. */
  readonly usual: string
  readonly onKeep: (name: string) => void
  readonly onClose: () => void
}

/** Gives something another name. */
export const NameDialog = ({ name, usual, onKeep, onClose }: Props) => {
  const { t } = useTranslation()
  const form = useId()
  const hint = useId()
  const [typed, setTyped] = useState(name)
  return (
    <Dialog
      title={t('layouts.renameOne', { name: usual })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="filled" type="submit" form={form}>
            {t('layouts.keep')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={css.field}
        onSubmit={event => {
          event.preventDefault()
          onKeep(typed.trim())
        }}
      >
        <label className={css.field}>
          <span className={css.label}>{t('layouts.entryName')}</span>
          <input type="text" className={css.input} autoComplete="off" maxLength={40} aria-describedby={hint} value={typed} onChange={event => setTyped(event.target.value)} />
        </label>
        <span id={hint} className={css.hint}>
          {t('layouts.entryNameHint', { name: usual })}
        </span>
      </form>
    </Dialog>
  )
}
