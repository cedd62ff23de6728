import { Tags } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const tags: WindowModule = {
  name: 'tags',
  menu: [{ group: 'tools', to: '/etiquettes', label: 'tags.tag.many', icon: Tags }],
  routes: [{ path: 'etiquettes', load: async () => (await import('./TagsPage.tsx')).TagsPage }],
}
