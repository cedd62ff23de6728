import { Mail } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const emails: WindowModule = {
  name: 'emails',
  types: { emailMessage: { icon: Mail, isPerson: false, hasCard: false, group: 'mail' } },
}
