import { SlidersHorizontal } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const settings: WindowModule = {
  menu: [{ group: 'tools', to: '/reglages', label: 'ui.settings', icon: SlidersHorizontal }],
  routes: [
    { path: 'reglages', load: async () => (await import('./SettingsPage.tsx')).SettingsPage },
    { path: 'reglages/*', load: async () => (await import('./SettingsScreens.tsx')).SettingsScreens },
  ],
}
