import { Mail } from 'lucide-react'
import { tablesReady } from '../../kernel/state/local-db.ts'
import { later, soon } from '../../kernel/ui/with-mui.tsx'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

const WRITTEN_TO = ['contact', 'organisation', 'opportunity', 'lead']

export const emails: WindowModule = {
  name: 'emails',
  types: { emailMessage: { icon: Mail, isPerson: false, hasCard: false } },
  menu: [{ group: 'mail', to: '/emailMessage', label: 'emails.emailMessage.many', icon: Mail }],
  Alert: soon(async () => (await import('./MailAlert.tsx')).MailAlert),
  actions: [{ name: 'write', isFor: ({ type }) => WRITTEN_TO.includes(type), Action: later(async () => (await import('./WriteAction.tsx')).WriteAction) }],
  routes: [
    { path: 'emailMessage/nouveau', load: async () => (await Promise.all([import('./ComposePage.tsx'), tablesReady()]))[0].NewMailPage },
    { path: 'emailMessage/:id/modifier', load: async () => (await Promise.all([import('./ComposePage.tsx'), tablesReady()]))[0].EditMailPage },
    { path: 'emailMessage/:id', load: async () => (await import('./MailPage.tsx')).MailPage },
    { path: 'reglages/messagerie', load: async () => (await import('./AccountsPage.tsx')).AccountsPage },
  ],
}
