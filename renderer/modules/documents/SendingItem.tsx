import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import LinearProgress from '@mui/material/LinearProgress'
import { CircleAlert, Upload, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import type { Sent } from './use-sending.ts'
import css from './documents.module.css'

interface Props {
  readonly one: Sent
  readonly onDrop: () => void
  readonly onRetry: () => void
}

/** A file on its way, or why it did not arrive. */
export const SendingItem = ({ one: { file, sent, state, failure, canRetry }, onDrop, onRetry }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { name, size } = file
  const hasFailed = state === 'failed'
  const Icon = hasFailed ? CircleAlert : Upload
  const isSent = state === 'sending' && sent >= size
  const said = state === 'waiting' ? t('documents.waiting') : isSent ? t('documents.kept') : `${formatBytes(sent, language)} / ${formatBytes(size, language)}`
  return (
    <li className={hasFailed ? `${css.file} ${css.failed}` : css.file}>
      <Icon size={16} aria-hidden="true" />
      <div className={css.fileText}>
        <span className={css.name} title={name}>
          {name}
        </span>
        {hasFailed ? (
          <span className={css.why} role="alert">
            {failure}
          </span>
        ) : (
          <>
            <LinearProgress
              aria-label={t('documents.sending', { name })}
              variant={isSent ? 'indeterminate' : 'determinate'}
              value={size ? Math.min(100, Math.round((sent / size) * 100)) : 0}
            />
            <span className={css.more}>{said}</span>
          </>
        )}
      </div>
      {canRetry && (
        <Button size="small" onClick={onRetry}>
          {t('documents.retry')}
        </Button>
      )}
      <IconButton size="small" aria-label={t(hasFailed ? 'documents.dismiss' : 'documents.cancel', { name })} onClick={onDrop}>
        <X size={14} aria-hidden="true" />
      </IconButton>
    </li>
  )
}
