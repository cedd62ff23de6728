import { ShieldCheck } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const keys: WindowModule = {
  menu: [{ group: 'tools', to: '/securite', label: 'keys.many', icon: ShieldCheck }],
  routes: [{ path: 'securite', load: async () => (await import('./SecurityPage.tsx')).SecurityPage }],
}
