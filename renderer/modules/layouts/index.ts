import { LayoutDashboard, Settings2 } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const layouts: WindowModule = {
  menu: [
    { group: 'directory', to: '/accueil', label: 'layouts.home', icon: LayoutDashboard },
    { group: 'tools', to: '/reglages/fiches', label: 'layouts.title', icon: Settings2 },
  ],
  routes: [
    { path: 'accueil', load: async () => (await import('./HomePage.tsx')).HomePage },
    { path: 'reglages/:page/:type?', load: async () => (await import('./LayoutSettings.tsx')).LayoutSettings },
  ],
}
