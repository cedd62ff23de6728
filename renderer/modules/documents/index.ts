import { Paperclip } from 'lucide-react'
import { lazyBlock } from '../../kernel/blocks/lazy-block.tsx'
import { takesAttached } from '../../kernel/blocks/takes-attached.ts'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const documents: WindowModule = {
  name: 'documents',
  types: { document: { icon: Paperclip, isPerson: false, hasCard: false } },
  blocks: [{ name: 'documents', column: 'right', isFor: takesAttached, Block: lazyBlock(async () => (await import('./FilesBlock.tsx')).FilesBlock) }],
}
