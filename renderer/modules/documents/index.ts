import { Paperclip } from 'lucide-react'
import { lazy } from 'react'
import { document } from '../../../shared/modules/documents/document.entity.ts'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

const FilesBlock = lazy(async () => ({ default: (await import('./FilesBlock.tsx')).FilesBlock }))

export const documents: WindowModule = {
  types: { document: { icon: Paperclip, isPerson: false, hasCard: false, group: 'directory', letter: 'd' } },
  blocks: [{ name: 'files', column: 'right', shows: 'document', isFor: ({ type }) => Object.hasOwn(document.fields, type), Block: FilesBlock }],
}
