import { Download, FileUp } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const imports: WindowModule = {
  menu: [
    { group: 'tools', to: '/importer', label: 'ui.importTool', icon: FileUp },
    { group: 'tools', to: '/exporter', label: 'pages.export.tool', icon: Download },
  ],
  routes: [
    { path: 'importer', load: async () => (await import('../../kernel/import/ImportPage.tsx')).ImportPage },
    { path: 'exporter', load: async () => (await import('../../kernel/import/ExportPage.tsx')).ExportPage },
  ],
}
