import { Building2, Contact } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const persons: WindowModule = {
  types: {
    contact: { icon: Contact, isPerson: true, hasCard: true, group: 'directory', letter: 'c' },
    organisation: { icon: Building2, isPerson: false, hasCard: true, group: 'directory', letter: 'o' },
  },
}
