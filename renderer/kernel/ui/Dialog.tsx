import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import css from './dialog.module.css'

interface Props {
  readonly title: string
  readonly onClose: () => void
  /** Stands below, at the right. */
  readonly actions?: ReactNode
  readonly isWide?: boolean
  readonly children: ReactNode
}

/** Something to read or to settle before going on; Escape, the cross and a click beside it, begun and ended there, close it. */
export const Dialog = ({ title, onClose, actions, isWide, children }: Props) => {
  const { t } = useTranslation()
  const heading = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  // Marking text that ends beside it is a click on what surrounds both.
  const isPressedBeside = useRef(false)
  useEffect(() => {
    const shown = dialog.current!
    shown.showModal()
    return () => shown.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={isWide ? `${css.dialog} ${css.wide}` : css.dialog}
      aria-labelledby={heading}
      onClose={onClose}
      onPointerDown={event => {
        isPressedBeside.current = event.target === event.currentTarget
      }}
      onClick={event => isPressedBeside.current && event.target === event.currentTarget && event.currentTarget.close()}
    >
      <div className={css.inside}>
        <header className={css.head}>
          <h2 id={heading}>{title}</h2>
          <button type="button" className={css.close} aria-label={t('ui.close')} onClick={() => dialog.current?.close()}>
            <X size={16} aria-hidden="true" />
          </button>
        </header>
        <div className={css.body} tabIndex={-1}>
          {children}
        </div>
        {actions && <footer className={css.actions}>{actions}</footer>}
      </div>
    </dialog>
  )
}
