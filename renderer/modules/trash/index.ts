import { Trash2 } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const trash: WindowModule = {
  menu: [{ group: 'tools', to: '/corbeille', label: 'ui.trash', icon: Trash2 }],
  routes: [{ path: 'corbeille', load: async () => (await import('./TrashPage.tsx')).TrashPage }],
}
