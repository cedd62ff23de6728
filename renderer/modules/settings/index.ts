import { Settings2 } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const settings: WindowModule = {
  menu: [{ group: 'tools', to: '/reglages', label: 'ui.settings', icon: Settings2 }],
  routes: [
    { path: 'reglages', load: async () => (await import('./SettingsPage.tsx')).SettingsPage },
    { path: 'reglages/*', load: async () => (await import('./SettingsScreens.tsx')).SettingsScreens },
  ],
}
