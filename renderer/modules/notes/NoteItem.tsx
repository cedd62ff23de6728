import IconButton from '@mui/material/IconButton'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Tooltip from '@mui/material/Tooltip'
import { Ellipsis, Pencil, Pin, PinOff, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { anchorOf } from '../../kernel/blocks/sought.ts'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { InPlaceEditor } from '../../kernel/form/InPlaceEditor.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import type { AttachedRow } from '../../kernel/state/use-attached.ts'
import { formatInstant } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Actor } from '../../kernel/ui/Actor.tsx'
import { beginningParts, type TextPart, textParts } from './text-parts.ts'
import css from './notes.module.css'

export type NoteRow = AttachedRow & { readonly text: string; readonly isPinned?: boolean }

const entity = visibleEntity('note')!

interface Props {
  readonly note: NoteRow
  /** Whether it may be changed. */
  readonly isOpen: boolean
}

export const NoteItem = ({ note, isOpen }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [isEditing, setEditing] = useState(false)
  const when = formatInstant(note.createdAt, language)
  const pinWord = t(note.isPinned ? 'notes.unpin' : 'notes.pin')

  const report = async (write: Promise<{ op: string }>, said: string): Promise<void> => {
    try {
      operations.report((await write).op, t(said))
    } catch (error) {
      operations.failed(error)
    }
  }
  const pin = (): Promise<void> =>
    report(unwrap(api.entities.save({ type: 'note', id: note.id, patch: { isPinned: note.isPinned ? null : true } })), note.isPinned ? 'notes.unpinnedOne' : 'notes.pinnedOne')
  const remove = (): Promise<void> => report(unwrap(api.entities.remove({ type: 'note', id: note.id })), 'notes.trashed')
  const choose = (act: () => void): void => {
    setAnchor(null)
    act()
  }

  return (
    <li id={anchorOf('note', note.id)} tabIndex={-1} className={css.note}>
      <div className={css.head}>
        {note.isPinned && <Pin size={14} role="img" aria-label={t('notes.pinned')} />}
        <span className={css.who}><Actor by={note.createdBy} /></span>
        <span className={css.when}>
          <time dateTime={note.createdAt}>{when}</time>
          {note.updatedAt !== note.createdAt && <> · {t('notes.changed', { when: formatInstant(note.updatedAt, language) })}</>}
        </span>
        {isOpen && (
          <span className={css.acts}>
            <Tooltip title={pinWord}>
              <IconButton size="small" aria-label={pinWord} onClick={() => void pin()}>
                {note.isPinned ? <PinOff size={14} aria-hidden="true" /> : <Pin size={14} aria-hidden="true" />}
              </IconButton>
            </Tooltip>
            <IconButton size="small" aria-label={t('notes.actionsOf', { when })} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={event => setAnchor(event.currentTarget)}>
              <Ellipsis size={16} aria-hidden="true" />
            </IconButton>
          </span>
        )}
        <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} disableRestoreFocus={isEditing}>
          <MenuItem onClick={() => choose(() => setEditing(true))}>
            <Pencil size={16} aria-hidden="true" />
            {t('notes.edit')}
          </MenuItem>
          <MenuItem onClick={() => choose(() => void remove())}>
            <Trash2 size={16} aria-hidden="true" />
            {t('notes.toTrash')}
          </MenuItem>
        </Menu>
      </div>
      {isEditing && <InPlaceEditor entity={entity} record={note} name="text" onClose={() => setEditing(false)} />}
      <NoteText text={note.text} />
    </li>
  )
}

/** The words of a note, their lines kept, addresses as links; a long one is folded. */
const NoteText = ({ text }: { readonly text: string }) => {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const all = useMemo(() => textParts(text), [text])
  const begun = useMemo(() => beginningParts(all), [all])
  return (
    <div className={css.text}>
      {(isOpen ? all : begun).map((part, index) => (
        <Piece key={index} part={part} />
      ))}
      {begun !== all && (
        <button type="button" className={css.unfold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'notes.less' : 'notes.more')}
        </button>
      )}
    </div>
  )
}

const Piece = ({ part: { text, href } }: { readonly part: TextPart }) =>
  href ? (
    <a href={href} {...(href.startsWith('mailto:') ? {} : { target: '_blank', rel: 'noreferrer' })}>
      {text}
    </a>
  ) : (
    text
  )
