import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dropToast, type Toast, useToasts } from '../state/toasts.ts'
import { formatNumber } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import css from './ui.module.css'

const SHOWN_MS = 8_000

const ToastBar = ({ toast }: { readonly toast: Toast }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const [isHeld, setHeld] = useState(false)
  const { progress } = toast
  const isLasting = progress !== undefined
  useEffect(() => {
    if (isHeld || isLasting) return
    const timer = setTimeout(() => dropToast(toast.id), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isHeld, isLasting, toast.id])
  return (
    <div className={css.toast} onMouseEnter={() => setHeld(true)} onMouseLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <span>{toast.text}</span>
      {progress && (
        // Read aloud at every step it would never end.
        <span className={css.toastProgress} aria-hidden="true">
          <progress value={progress.done} max={Math.max(1, progress.total)} />
          {formatNumber(progress.done, language)} / {formatNumber(progress.total, language)}
        </span>
      )}
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
