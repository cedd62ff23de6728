import { UserRound } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

const load = async () => (await import('./UsersPage.tsx')).UsersPage

export const users: WindowModule = {
  types: { user: { icon: UserRound, isPerson: true, hasCard: false } },
  routes: [
    { path: 'reglages/utilisateurs', load },
    { path: 'user/:id', load },
  ],
}
