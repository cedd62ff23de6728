import { StickyNote } from 'lucide-react'
import { lazy } from 'react'
import { note } from '../../../shared/modules/notes/note.entity.ts'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

const NotesBlock = lazy(async () => ({ default: (await import('./NotesBlock.tsx')).NotesBlock }))

export const notes: WindowModule = {
  types: { note: { icon: StickyNote, isPerson: false, hasCard: false } },
  blocks: [{ name: 'notes', column: 'middle', shows: 'note', isFor: ({ type }) => Object.hasOwn(note.fields, type), Block: NotesBlock }],
}
