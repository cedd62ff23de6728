import { LayoutDashboard, Settings2 } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const layouts: WindowModule = {
  menu: [
    { group: 'directory', to: '/accueil', label: 'layouts.home', icon: LayoutDashboard },
    { group: 'tools', to: '/reglages/fiches', label: 'layouts.title', icon: Settings2 },
  ],
  routes: [
    { path: 'accueil', load: async () => (await import('./HomePage.tsx')).HomePage },
    { path: 'reglages/fiches/:type?', load: async () => (await import('./SheetSettings.tsx')).SheetSettings },
    { path: 'reglages/accueil', load: async () => (await import('./HomeSettings.tsx')).HomeSettings },
    { path: 'reglages/recherche', load: async () => (await import('./SearchSettings.tsx')).SearchSettings },
    { path: 'reglages/fichier', load: async () => (await import('./ConfigurationPage.tsx')).ConfigurationPage },
  ],
}
