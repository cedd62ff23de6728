import { LayoutDashboard } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const layouts: WindowModule = {
  menu: [
    { group: 'directory', to: '/accueil', label: 'layouts.home', icon: LayoutDashboard },
  ],
  routes: [
    { path: 'accueil', load: async () => (await import('./HomePage.tsx')).HomePage },
    ...['fiches/:type?', 'accueil', 'recherche', 'fichier'].map(page => ({ path: `reglages/${page}`, load: async () => (await import('./LayoutSettings.tsx')).LayoutSettings })),
  ],
}
