import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import { type KeyboardEvent, type ReactNode, type SyntheticEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../ui/Notice.tsx'
import { useOnce } from '../ui/use-once.ts'
import css from './form.module.css'

interface Props {
  readonly title: string
  /** The word of its conclusion. */
  readonly conclusion: string
  /** While it lacks what its conclusion needs. */
  readonly cannotConclude?: boolean
  /** Actions besides concluding and cancelling. */
  readonly others?: ReactNode
  readonly onConclude: () => void | Promise<void>
  readonly onClose: () => void
  readonly children: ReactNode
}

/**
 * A small form over the page. What happens in it stays in it, though it stands in the middle of another form. Cancelling
 * closes it, and so does Escape, a second time once something is typed; a click beside it does not.
 */
export const FormDialog = ({ title, conclusion, cannotConclude = false, others, onConclude, onClose, children }: Props) => {
  const { t } = useTranslation()
  const heading = useId()
  const [isBusy, once] = useOnce()
  const [typed, setTyped] = useState<'unsaved' | 'toLose'>()
  const conclude = (event: SyntheticEvent): void => {
    event.preventDefault()
    event.stopPropagation()
    if (!cannotConclude) void once(onConclude)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation()
    const isCommand = event.ctrlKey || event.metaKey
    if (isCommand && (event.key === 'Enter' || event.key.toLowerCase() === 's')) conclude(event)
  }
  const leave = (_: unknown, reason: 'backdropClick' | 'escapeKeyDown'): void => {
    if (reason === 'backdropClick') return
    if (typed === 'unsaved') setTyped('toLose')
    else onClose()
  }
  return (
    <Dialog
      open
      onClose={leave}
      onKeyDown={onKeyDown}
      onPaste={event => event.stopPropagation()}
      aria-labelledby={heading}
      transitionDuration={90}
      slotProps={{ paper: { className: css.dialog } }}
    >
      <form ref={focusFirst} noValidate onSubmit={conclude} onInput={() => setTyped('unsaved')}>
        <h2 id={heading}>{title}</h2>
        {children}
        {typed === 'toLose' && <Notice tint="warn">{t('form.escapeAgain')}</Notice>}
        <div className={css.dialogActions}>
          {others}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button variant="contained" color="primary" type="submit" disabled={cannotConclude} aria-disabled={isBusy || cannotConclude}>
            {conclusion}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const focusFirst = (form: HTMLFormElement | null): void => form?.querySelector<HTMLElement>('input:not([type="file"]), select, textarea, [tabindex="0"]')?.focus()
