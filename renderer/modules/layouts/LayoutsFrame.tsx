import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { Page } from '../../kernel/ui/Page.tsx'
import css from './layouts.module.css'

const PAGES = { sheets: '/reglages/fiches', home: '/reglages/accueil', menu: '/reglages/menu', search: '/reglages/recherche', file: '/reglages/fichier' } as const

interface Props {
  readonly page: keyof typeof PAGES
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** One of the screens on which the window is arranged, with the way to the others. */
export const LayoutsFrame = ({ page, actions, children }: Props) => {
  const { t } = useTranslation()
  return (
    <Page title={t(`layouts.pages.${page}`)} actions={actions}>
      <nav aria-label={t('layouts.nav')} className={css.nav}>
        {Object.entries(PAGES).map(([name, to]) => (
          <NavLink key={name} to={to}>
            {t(`layouts.pages.${name}`)}
          </NavLink>
        ))}
      </nav>
      {children}
    </Page>
  )
}
