import { StickyNote } from 'lucide-react'
import { lazyBlock } from '../../kernel/blocks/lazy-block.tsx'
import { takesAttached } from '../../kernel/blocks/takes-attached.ts'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const notes: WindowModule = {
  name: 'notes',
  types: { note: { icon: StickyNote, isPerson: false, hasCard: false } },
  blocks: [{ name: 'notes', column: 'middle', isFor: takesAttached, Block: lazyBlock(async () => (await import('./NotesBlock.tsx')).NotesBlock) }],
}
