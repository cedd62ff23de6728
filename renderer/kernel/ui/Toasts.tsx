import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dropToast, type Toast, useToasts } from '../state/toasts.ts'
import css from './ui.module.css'

const SHOWN_MS = 8_000

const ToastBar = ({ toast }: { readonly toast: Toast }) => {
  const { t } = useTranslation()
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(() => dropToast(toast.id), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isHeld, toast.id])
  return (
    <div className={css.toast} onMouseEnter={() => setHeld(true)} onMouseLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <span>{toast.text}</span>
      {toast.action && (
        <button
          type="button"
          className={css.toastAction}
          onClick={() => {
            dropToast(toast.id)
            toast.action!.run()
          }}
        >
          {toast.action.label}
        </button>
      )}
      <button type="button" className={css.toastClose} aria-label={t('ui.close')} onClick={() => dropToast(toast.id)}>
        <X size={14} aria-hidden="true" />
      </button>
    </div>
  )
}

/** What was just done, politely read aloud; held while pointed at or focused. */
export const Toasts = () => {
  const toasts = useToasts()
  return (
    <div className={css.toastHost} role="status" aria-live="polite">
      {toasts.map(toast => (
        <ToastBar key={toast.id} toast={toast} />
      ))}
    </div>
  )
}
