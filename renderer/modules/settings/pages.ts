import { Blocks, Coins, ListOrdered, type LucideIcon, UsersRound } from 'lucide-react'

/** The pages of settings, in the order in which they are offered; their words are `settings.pages.<name>`. */
export const PAGES: readonly { readonly name: string; readonly to: string; readonly icon: LucideIcon }[] = [
  { name: 'lists', to: '/reglages/listes', icon: ListOrdered },
  { name: 'modules', to: '/reglages/modules', icon: Blocks },
  { name: 'currencies', to: '/reglages/devises', icon: Coins },
  { name: 'roles', to: '/reglages/roles', icon: UsersRound },
]
