import { useQuery } from '@tanstack/react-query'
import { Printer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { thisDay, formatDay } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Failed } from '../ui/Failed.tsx'
import css from './keys.module.css'

/** The recovery key, to be printed and kept elsewhere; nothing of it stays in the window. */
export const RecoveryKeyDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const { data, error, refetch } = useQuery({ queryKey: ['recoveryKey'], queryFn: async ({ signal }) => unwrap(api.backups.recoveryKey({}, { signal })), gcTime: 0 })
  return (
    <Dialog
      title={t('backups.key')}
      onClose={onClose}
      actions={
        <Button look="filled" icon={Printer} disabled={!data} onClick={() => window.print()}>
          {t('backups.print')}
        </Button>
      }
    >
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {data && (
        <div data-print>
          <p className={css.secret}>{data.key}</p>
          <p>{t('backups.keyMeans', { day: formatDay(thisDay(), language) })}</p>
          <p>{t('backups.keyUse')}</p>
        </div>
      )}
    </Dialog>
  )
}
