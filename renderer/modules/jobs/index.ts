import { ListChecks } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const jobs: WindowModule = {
  menu: [{ group: 'tools', to: '/travaux', label: 'jobs.many', icon: ListChecks }],
  routes: [
    { path: 'travaux', load: async () => (await import('./JobsPage.tsx')).JobsPage },
    { path: 'travaux/:job', load: async () => (await import('./JobPage.tsx')).JobPage },
  ],
}
