import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { CurrenciesPage } from './CurrenciesPage.tsx'
import { ListPage } from './ListPage.tsx'
import { ListsPage } from './ListsPage.tsx'
import { ModulesPage } from './ModulesPage.tsx'
import { NewRolePage } from './NewRolePage.tsx'
import { NoSuchPage } from './NoSuchPage.tsx'
import { RolesPage } from './RolesPage.tsx'

/** A screen of the settings, by what follows in the address. */
export const SettingsScreens = () => {
  const [name, part, ...rest] = (useParams()['*'] ?? '').split('/')
  return (rest.length === 0 && screenOf(name!, part)) || <NoSuchPage />
}

const screenOf = (name: string, part: string | undefined): ReactNode => {
  if (name === 'roles' && part === 'nouveau') return <NewRolePage />
  if (part) return name === 'listes' && <ListPage key={part} name={part} />
  switch (name) {
    case 'listes':
      return <ListsPage />
    case 'modules':
      return <ModulesPage />
    case 'devises':
      return <CurrenciesPage />
    case 'roles':
      return <RolesPage />
    default:
      return undefined
  }
}
