import { DatabaseBackup } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const backups: WindowModule = {
  menu: [{ group: 'tools', to: '/sauvegardes', label: 'backups.many', icon: DatabaseBackup }],
  routes: [{ path: 'sauvegardes', load: async () => (await import('./BackupsPage.tsx')).BackupsPage }],
}
