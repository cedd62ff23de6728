import { History } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const journal: WindowModule = {
  menu: [{ group: 'tools', to: '/historique', label: 'journal.operations', icon: History }],
  routes: [{ path: 'historique', load: async () => (await import('./OperationsPage.tsx')).OperationsPage }],
}
