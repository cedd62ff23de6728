import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../../kernel/ui/Button.tsx'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Page } from '../../kernel/ui/Page.tsx'

export const NoSuchPage = () => {
  const { t } = useTranslation()
  return (
    <Page title={t('ui.notFound')}>
      <EmptyState title={t('ui.notFoundHint')} actions={<ButtonLink to="/reglages">{t('ui.settings')}</ButtonLink>} />
    </Page>
  )
}
