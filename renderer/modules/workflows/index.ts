import { BellRing } from 'lucide-react'
import { lazyBlock } from '../../kernel/blocks/lazy-block.tsx'
import type { WindowModule } from '../../kernel/ui/window-module.ts'
import { soon } from '../../kernel/ui/with-mui.tsx'
import { NoticeCount } from './NoticeCount.tsx'

export const workflows: WindowModule = {
  name: 'workflows',
  menu: [{ group: 'tools', to: '/avis', label: 'ui.notices', icon: BellRing, Count: NoticeCount }],
  follow: soon(async () => (await import('./FollowNotices.tsx')).FollowNotices),
  blocks: [{ name: 'workflows', column: 'right', isFor: ({ type }) => type === 'opportunity', Block: lazyBlock(async () => (await import('./RecordBlock.tsx')).RecordBlock) }],
  routes: [
    { path: 'avis', load: async () => (await import('./NoticesPage.tsx')).NoticesPage },
    { path: 'reglages/relances', load: async () => (await import('./RemindersPage.tsx')).RemindersPage },
    { path: 'reglages/automatisations', load: async () => (await import('./WorkflowsPage.tsx')).WorkflowsPage },
    { path: 'reglages/automatisations/nouvelle', load: async () => (await import('./WorkflowEditor.tsx')).NewWorkflowPage },
    { path: 'reglages/automatisations/:key', load: async () => (await import('./WorkflowPage.tsx')).WorkflowPage },
    { path: 'reglages/automatisations/:key/modifier', load: async () => (await import('./WorkflowEditor.tsx')).EditWorkflowPage },
  ],
}
