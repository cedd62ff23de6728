import { Waypoints } from 'lucide-react'
import { lazyBlock } from '../../kernel/blocks/lazy-block.tsx'
import { takesAttached } from '../../kernel/blocks/takes-attached.ts'
import { later } from '../../kernel/ui/with-mui.tsx'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const relations: WindowModule = {
  name: 'relations',
  menu: [{ group: 'tools', to: '/relations', label: 'relations.kind.many', icon: Waypoints }],
  blocks: [
    { name: 'relationKinds', column: 'middle', isFor: takesAttached, Block: lazyBlock(async () => (await import('./KindBlocks.tsx')).KindBlocks) },
    { name: 'relations', column: 'right', isFor: takesAttached, Block: lazyBlock(async () => (await import('./RelationsBlock.tsx')).RelationsBlock) },
  ],
  selectionActions: [{ name: 'relate', isFor: takesAttached, Action: later(async () => (await import('./RelateAction.tsx')).RelateAction) }],
  routes: [
    { path: 'relations', load: async () => (await import('./KindsPage.tsx')).KindsPage },
    { path: 'relations/nouveau', load: async () => (await import('./KindPage.tsx')).NewKindPage },
    { path: 'relations/:key', load: async () => (await import('./KindPage.tsx')).KindPage },
  ],
}
