import { GitMerge } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'
import { DuplicateCount } from './DuplicateCount.tsx'
import { MergeWith } from './MergeWith.tsx'

export const duplicates: WindowModule = {
  menu: [{ group: 'tools', to: '/doublons', label: 'merge.title', icon: GitMerge, Count: DuplicateCount }],
  actions: [{ name: 'merge', isFor: entity => entity.duplicates !== undefined, Action: MergeWith }],
  routes: [
    { path: 'doublons', load: async () => (await import('./DuplicatesPage.tsx')).DuplicatesPage },
    { path: 'fusionner/:type', load: async () => (await import('./MergePage.tsx')).MergePage },
  ],
}
