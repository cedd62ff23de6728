import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { EmptyState } from '../kernel/ui/EmptyState.tsx'
import { Page } from '../kernel/ui/Page.tsx'

export const NotFound = () => {
  const { t } = useTranslation()
  return (
    <Page title={t('ui.notFound')}>
      <EmptyState
        title={t('ui.notFoundHint')}
        actions={
          <Button component={Link} to="/">
            {t('ui.home')}
          </Button>
        }
      />
    </Page>
  )
}
