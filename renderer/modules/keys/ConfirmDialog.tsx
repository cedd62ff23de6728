import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../kernel/ui/Button.tsx'
import { Dialog } from '../../kernel/ui/Dialog.tsx'
import css from './keys.module.css'

interface Props {
  readonly title: string
  readonly button: string
  readonly onClose: () => void
  readonly onConfirm: () => Promise<void>
  readonly children: ReactNode
}

/** Tells what follows from something that cannot be undone before it is done. */
export const ConfirmDialog = ({ title, button, onClose, onConfirm, children }: Props) => {
  const { t } = useTranslation()
  const [isBusy, setBusy] = useState(false)
  const confirm = (): void => {
    setBusy(true)
    void onConfirm().finally(() => setBusy(false))
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="filled" disabled={isBusy} onClick={confirm}>
            {button}
          </Button>
        </>
      }
    >
      <div className={css.lines}>{children}</div>
    </Dialog>
  )
}
