import type { ComponentType } from 'react'
import { Navigate, useLocation } from 'react-router'
import { ConfigurationPage } from './ConfigurationPage.tsx'
import { HomeSettings } from './HomeSettings.tsx'
import { SearchSettings } from './SearchSettings.tsx'
import { SheetSettings } from './SheetSettings.tsx'

const PAGES: Readonly<Record<string, ComponentType>> = { fiches: SheetSettings, accueil: HomeSettings, recherche: SearchSettings, fichier: ConfigurationPage }

/** One of the screens on which the window is arranged, by its place in the address. */
export const LayoutSettings = () => {
  const page = useLocation().pathname.split('/')[2]!
  const Settings = Object.hasOwn(PAGES, page) ? PAGES[page] : undefined
  return Settings ? <Settings /> : <Navigate to="/reglages/fiches" replace />
}
