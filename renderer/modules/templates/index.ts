import { MailPlus } from 'lucide-react'
import { tablesReady } from '../../kernel/state/local-db.ts'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const templates: WindowModule = {
  name: 'emails',
  menu: [{ group: 'mail', to: '/reglages/modeles', label: 'templates.template.many', icon: MailPlus }],
  routes: [
    { path: 'reglages/modeles', load: async () => (await import('./TemplatesPage.tsx')).TemplatesPage },
    // What was typed and not saved is there before the form is.
    { path: 'reglages/modeles/:reference', load: async () => (await Promise.all([import('./TemplatePage.tsx'), tablesReady()]))[0].TemplatePage },
  ],
}
