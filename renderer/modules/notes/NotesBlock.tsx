import { StickyNote } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { useShown, useSoughtId } from '../../kernel/blocks/sought.ts'
import { useAttached, useAttachedCount } from '../../kernel/state/use-attached.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { ComposeNote } from './ComposeNote.tsx'
import { NoteItem, type NoteRow } from './NoteItem.tsx'
import css from './notes.module.css'

const FIRST = 10
const MOST = 1_000
const FIELDS = ['text', 'isPinned']

/** What was written down about a record: a line to write on, then the notes, pinned ones first, the newest before the others. */
export const NotesBlock = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const [isWhole, setWhole] = useState(false)
  const wanted = { type: 'note', subject: record.id, fields: FIELDS }
  const pinned = useAttached({ ...wanted, filter: { field: 'isPinned', op: 'eq', value: true }, limit: MOST })
  const count = useAttachedCount('note', record.id)
  const isOpen = record.trashedAt === null
  const sought = useSoughtId('note')
  const others = useAttached({ ...wanted, filter: { field: 'isPinned', op: 'ne', value: true }, limit: isWhole || sought ? MOST : FIRST })
  const notes = [...(pinned.data ?? []), ...(others.data ?? [])] as NoteRow[]
  useShown('note', sought, notes.some(note => note.id === sought))
  const error = pinned.error ?? others.error
  const older = pinned.data && others.data && others.data.length === FIRST ? (count ?? 0) - notes.length : 0
  return (
    <Block icon={StickyNote} title={t('notes.note.many')} count={count ? formatNumber(count, language) : undefined} name={sought === undefined ? `${entity.type}.notes` : undefined}>
      {isOpen && <ComposeNote key={record.id} subject={record.id} />}
      {error && notes.length === 0 ? <Failed error={error} onRetry={() => void Promise.all([pinned.refetch(), others.refetch()])} /> : null}
      <ul className={css.notes}>
        {notes.map(note => (
          <NoteItem key={note.id} note={note} isOpen={isOpen} />
        ))}
      </ul>
      {count === 0 && <p className={css.none}>{t('notes.none')}</p>}
      {older > 0 && (
        <button type="button" className={css.older} onClick={() => setWhole(true)}>
          {t('notes.older', { count: older })}
        </button>
      )}
    </Block>
  )
}
