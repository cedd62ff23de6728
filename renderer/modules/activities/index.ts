import { CalendarCheck, ListTodo, PhoneCall } from 'lucide-react'
import { lazyBlock } from '../../kernel/blocks/lazy-block.tsx'
import { later } from '../../kernel/ui/with-mui.tsx'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

const TOLD = ['contact', 'organisation', 'opportunity']
const isTold = ({ type }: { readonly type: string }): boolean => TOLD.includes(type)
const isActivity = ({ type }: { readonly type: string }): boolean => type === 'activity'

export const activities: WindowModule = {
  name: 'activities',
  types: { activity: { icon: CalendarCheck, isPerson: false, hasCard: false, group: 'activities', letter: 'v' } },
  menu: [{ group: 'activities', to: '/activity?filtre=activity.todo&sort=day', label: 'activities.todo', icon: ListTodo }],
  makes: [{ to: '/consigner-un-appel', label: 'activities.call.log', icon: PhoneCall }],
  blocks: [{ name: 'timeline', column: 'middle', isFor: isTold, Block: lazyBlock(async () => (await import('./TimelineBlock.tsx')).TimelineBlock) }],
  actions: [
    { name: 'logCall', isFor: isTold, Action: later(async () => (await import('./CallAction.tsx')).CallAction) },
    { name: 'done', isFor: isActivity, Action: later(async () => (await import('./DoneActions.tsx')).DoneSheetAction) },
  ],
  selectionActions: [{ name: 'done', isFor: isActivity, Action: later(async () => (await import('./DoneActions.tsx')).DoneSelectionAction) }],
  rowActions: [{ name: 'done', type: 'activity', Action: later(async () => (await import('./DoneActions.tsx')).DoneRowAction) }],
  routes: [{ path: 'consigner-un-appel', load: async () => (await import('./CallPage.tsx')).CallPage }],
}
