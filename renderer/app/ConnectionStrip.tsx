import { useTranslation } from 'react-i18next'
import { useIsLost, useIsRefused } from '../kernel/rpc/api-context.tsx'
import { Notice } from '../kernel/ui/Notice.tsx'

/** Says that the core is out of reach: gone, when it comes back by itself, or closed to this window, when it does not. */
export const ConnectionStrip = () => {
  const { t } = useTranslation()
  const isLost = useIsLost()
  const isRefused = useIsRefused()
  return (
    isLost && (
      <Notice tint="warn" isStrip>
        {t(isRefused ? 'shell.refused' : 'ui.lost')}
      </Notice>
    )
  )
}
