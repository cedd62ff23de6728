import { Handshake } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const opportunities: WindowModule = {
  types: { opportunity: { icon: Handshake, isPerson: false, hasCard: false, group: 'sales' } },
}
