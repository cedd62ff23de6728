import { UserRound } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const users: WindowModule = {
  types: { user: { icon: UserRound, isPerson: true, hasCard: false } },
}
