import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Dialog } from '../../kernel/ui/Dialog.tsx'

interface Props {
  readonly title: string
  readonly count: number
  readonly isBusy: boolean
  readonly onPurge: () => void
  readonly onClose: () => void
}

/** Asks before what cannot be taken back. */
export const PurgeDialog = ({ title, count, isBusy, onPurge, onClose }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('pages.trash.keep')}</Button>
          <Button look="filled" icon={Trash2} disabled={isBusy} onClick={onPurge}>
            {t('pages.trash.delete')}
          </Button>
        </>
      }
    >
      <p>{t('pages.trash.what', { count, number: formatNumber(count, language) })}</p>
      <p>{t('pages.trash.final')}</p>
    </Dialog>
  )
}
