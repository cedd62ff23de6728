import { FileUp } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const imports: WindowModule = {
  menu: [{ group: 'tools', to: '/importer', label: 'ui.importTool', icon: FileUp }],
  routes: [{ path: 'importer', load: async () => (await import('../../kernel/import/ImportPage.tsx')).ImportPage }],
}
