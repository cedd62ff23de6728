import { MailPlus } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const templates: WindowModule = {
  name: 'emails',
  menu: [{ group: 'mail', to: '/reglages/modeles', label: 'templates.template.many', icon: MailPlus }],
  routes: [
    { path: 'reglages/modeles', load: async () => (await import('./TemplatesPage.tsx')).TemplatesPage },
    { path: 'reglages/modeles/:reference', load: async () => (await import('./TemplatePage.tsx')).TemplatePage },
  ],
}
