import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../kernel/ui/Button.tsx'
import { EmptyState } from '../kernel/ui/EmptyState.tsx'
import { Page } from '../kernel/ui/Page.tsx'

export const NotFound = () => {
  const { t } = useTranslation()
  return (
    <Page title={t('ui.notFound')}>
      <EmptyState title={t('ui.notFoundHint')} actions={<ButtonLink to="/">{t('ui.home')}</ButtonLink>} />
    </Page>
  )
}
