import { Power } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../kernel/ui/Button.tsx'
import { EmptyState } from '../kernel/ui/EmptyState.tsx'
import { Page } from '../kernel/ui/Page.tsx'

/** Stands for a screen of a module that is switched off. */
export const OffPage = ({ module }: { readonly module: string }) => {
  const { t } = useTranslation()
  const name = t(`modules.names.${module}`)
  return (
    <Page title={name}>
      <EmptyState icon={Power} title={t('modules.isOff', { name })} actions={<ButtonLink to="/reglages/modules">{t('modules.turnOnHere')}</ButtonLink>}>
        {t('modules.isOffHint')}
      </EmptyState>
    </Page>
  )
}
