import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { Page } from '../../kernel/ui/Page.tsx'
import { CallDialog } from './CallDialog.tsx'

/** Where a call is written down that begins at no sheet. */
export const CallPage = () => {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <Page title={t('activities.call.log')}>
      <CallDialog parties={{}} onClose={id => void navigate(id ? `/activity/${id}` : '/activity', { replace: true })} />
    </Page>
  )
}
