import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Page } from '../../kernel/ui/Page.tsx'
import ui from '../../kernel/ui/ui.module.css'
import { PAGES } from './pages.ts'
import css from './settings.module.css'

/** What can be fitted to how one works, page by page. */
export const SettingsPage = () => {
  const { t } = useTranslation()
  return (
    <Page title={t('ui.settings')}>
      <ul className={`${ui.block} ${css.pages}`}>
        {PAGES.map(({ name, to, icon: Icon }) => (
          <li key={name}>
            <Link to={to} className={css.entry}>
              <Icon size={20} aria-hidden="true" />
              <span>
                <b>{t(`settings.pages.${name}`)}</b>
                <span>{t(`settings.hints.${name}`)}</span>
              </span>
              <ChevronRight size={16} aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  )
}
