import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../../kernel/ui/Button.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'

/** In place of a type that is not there, or no longer. */
export const TypeGone = () => {
  const { t } = useTranslation()
  return (
    <Page title={t('customs.customType.one')}>
      <Notice tint="warn" action={<ButtonLink to="/reglages/types">{t('customs.customType.many')}</ButtonLink>}>
        {t('customs.typeGone')}
      </Notice>
    </Page>
  )
}
