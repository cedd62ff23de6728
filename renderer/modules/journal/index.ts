import { History } from 'lucide-react'
import { soon } from '../../kernel/ui/with-mui.tsx'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const journal: WindowModule = {
  follow: soon(async () => (await import('./UndoQuestion.tsx')).UndoQuestion),
  menu: [{ group: 'tools', to: '/historique', label: 'journal.operations', icon: History }],
  routes: [{ path: 'historique', load: async () => (await import('./OperationsPage.tsx')).OperationsPage }],
}
