import { GitMerge } from 'lucide-react'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { later } from '../../kernel/ui/with-mui.tsx'
import type { WindowModule } from '../../kernel/ui/window-module.ts'
import { DuplicateCount } from './DuplicateCount.tsx'

const hasDuplicates = (entity: AnyEntity): boolean => entity.duplicates !== undefined

export const duplicates: WindowModule = {
  name: 'duplicates',
  menu: [{ group: 'tools', to: '/doublons', label: 'merge.title', icon: GitMerge, Count: DuplicateCount }],
  actions: [{ name: 'merge', isFor: hasDuplicates, Action: later(async () => (await import('./MergeWith.tsx')).MergeWith) }],
  selectionActions: [{ name: 'merge', isFor: hasDuplicates, Action: later(async () => (await import('./MergeSelected.tsx')).MergeSelected) }],
  routes: [
    { path: 'doublons', load: async () => (await import('./DuplicatesPage.tsx')).DuplicatesPage },
    { path: 'fusionner/:type', load: async () => (await import('./MergePage.tsx')).MergePage },
  ],
}
