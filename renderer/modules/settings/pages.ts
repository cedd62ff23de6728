import { AtSign, Blocks, Coins, FileCog, LayoutDashboard, ListOrdered, type LucideIcon, MailPlus, PanelsTopLeft, Search, Shapes, SquareMenu, UserRound, UsersRound } from 'lucide-react'

/** The pages of settings, in the order in which they are offered; their words are `settings.pages.<name>`. */
export const PAGES: readonly { readonly name: string; readonly to: string; readonly icon: LucideIcon }[] = [
  { name: 'types', to: '/reglages/types', icon: Shapes },
  { name: 'sheets', to: '/reglages/fiches', icon: PanelsTopLeft },
  { name: 'lists', to: '/reglages/listes', icon: ListOrdered },
  { name: 'home', to: '/reglages/accueil', icon: LayoutDashboard },
  { name: 'menu', to: '/reglages/menu', icon: SquareMenu },
  { name: 'search', to: '/reglages/recherche', icon: Search },
  { name: 'modules', to: '/reglages/modules', icon: Blocks },
  { name: 'currencies', to: '/reglages/devises', icon: Coins },
  { name: 'users', to: '/reglages/utilisateurs', icon: UserRound },
  { name: 'roles', to: '/reglages/roles', icon: UsersRound },
  { name: 'templates', to: '/reglages/modeles', icon: MailPlus },
  { name: 'mail', to: '/reglages/messagerie', icon: AtSign },
  { name: 'file', to: '/reglages/fichier', icon: FileCog },
]
