import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { Pencil, Pin, PinOff, StickyNote, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { useRemembered } from '../../kernel/state/remembered.ts'
import { formatInstant, formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import css from './notes.module.css'

const MOST = 200
/** Longer texts are folded. */
const LONG = 600
const VIEW = ['text', 'isPinned']

/** What was written down about a record: pinned notes first, then the newest. */
export const NotesBlock = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const which = { type: 'note', filter: { field: entity.type, op: 'eq' as const, value: record.id } }
  const query = { ...which, sort: [{ field: 'createdAt', dir: 'desc' as const }], view: VIEW, limit: MOST }
  const { data, error, refetch } = useQuery({ queryKey: keys.rows('note', query), queryFn: async ({ signal }) => (await unwrap(api.entities.list(query, { signal }))).rows })
  const notes = data?.toSorted((a, b) => Number(b['isPinned'] === true) - Number(a['isPinned'] === true))
  const [typed, setTyped] = useRemembered(`note.${record.id}`, '')
  const [isSaving, setSaving] = useState(false)
  const isTrashed = record.trashedAt !== null
  const add = async (): Promise<void> => {
    const text = typed.trim()
    if (text === '' || isSaving) return
    setSaving(true)
    try {
      const { op } = await unwrap(api.entities.save({ type: 'note', patch: { text, [entity.type]: record.id } }))
      setTyped('')
      operations.report(op, t('notes.added'))
    } catch (failure) {
      operations.failed(failure)
    } finally {
      setSaving(false)
    }
  }
  return (
    <Block icon={StickyNote} title={t('notes.note.many')} count={data?.length ? formatNumber(data.length, language) : undefined} name={`${entity.type}.notes`}>
      {!isTrashed && (
        <form
          className={css.compose}
          onSubmit={event => {
            event.preventDefault()
            void add()
          }}
        >
          <Lines value={typed} label={t('notes.compose')} onChange={setTyped} onSend={() => void add()} />
          <Button type="submit" size="small" disabled={typed.trim() === '' || isSaving}>
            {t('notes.add')}
          </Button>
        </form>
      )}
      {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {notes?.length === 0 && <p className={css.none}>{t('notes.none')}</p>}
      <ul>
        {notes?.map(note => (
          <NoteLine key={note.id} note={note} canEdit={!isTrashed} />
        ))}
      </ul>
    </Block>
  )
}

const focusIt = (element: HTMLTextAreaElement | null): void => element?.focus()

interface LinesProps {
  readonly value: string
  readonly label: string
  readonly onChange: (text: string) => void
  readonly onSend: () => void
  readonly onCancel?: () => void
}

/** Grows with its text; Ctrl+Enter sends. */
const Lines = ({ value, label, onChange, onSend, onCancel }: LinesProps) => {
  const id = useId()
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      onSend()
    } else if (event.key === 'Escape' && onCancel) {
      event.preventDefault()
      event.stopPropagation()
      onCancel()
    }
  }
  return <textarea id={id} className={css.lines} rows={1} value={value} placeholder={label} aria-label={label} onChange={event => onChange(event.target.value)} onKeyDown={onKeyDown} ref={onCancel && focusIt} />
}

const NoteLine = ({ note, canEdit }: { readonly note: Row; readonly canEdit: boolean }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const text = String(note['text'] ?? '')
  const isPinned = note['isPinned'] === true
  const [isWhole, setWhole] = useState(false)
  const [edited, setEdited] = useState<string>()
  const act = async (run: () => Promise<{ op: string }>, said: string): Promise<void> => {
    try {
      operations.report((await run()).op, said)
    } catch (failure) {
      operations.failed(failure)
    }
  }
  const save = (patch: Record<string, unknown>, base: Record<string, unknown>) => act(() => unwrap(api.entities.save({ type: 'note', id: note.id, patch, base })), t('notes.changed'))
  const keep = async (): Promise<void> => {
    const next = edited!.trim()
    setEdited(undefined)
    if (next !== '' && next !== text) await save({ text: next }, { text })
  }
  const isLong = text.length > LONG
  return (
    <li className={isPinned ? `${css.note} ${css.pinned}` : css.note}>
      <div className={css.head}>
        {/* UUIDv7: the id tells when the note was made. */}
        <time dateTime={bornAt(note.id)}>{formatInstant(bornAt(note.id), language)}</time>
        {isPinned && <span className={css.mark}>{t('notes.pinned')}</span>}
        {canEdit && (
          <span className={css.actions}>
            <button type="button" aria-label={t(isPinned ? 'notes.unpin' : 'notes.pin')} title={t(isPinned ? 'notes.unpin' : 'notes.pin')} onClick={() => void save({ isPinned: isPinned ? null : true }, { isPinned: isPinned || null })}>
              {isPinned ? <PinOff size={14} aria-hidden="true" /> : <Pin size={14} aria-hidden="true" />}
            </button>
            <button type="button" aria-label={t('notes.edit')} title={t('notes.edit')} onClick={() => setEdited(text)}>
              <Pencil size={14} aria-hidden="true" />
            </button>
            <button type="button" aria-label={t('notes.trash')} title={t('notes.trash')} onClick={() => void act(() => unwrap(api.entities.remove({ type: 'note', id: note.id })), t('notes.trashed'))}>
              <Trash2 size={14} aria-hidden="true" />
            </button>
          </span>
        )}
      </div>
      {edited === undefined ? (
        <p className={css.text}>{isLong && !isWhole ? `${text.slice(0, LONG)}…` : text}</p>
      ) : (
        <div className={css.compose}>
          <Lines value={edited} label={t('notes.edit')} onChange={setEdited} onSend={() => void keep()} onCancel={() => setEdited(undefined)} />
          <Button size="small" onClick={() => void keep()}>
            {t('notes.keep')}
          </Button>
        </div>
      )}
      {isLong && edited === undefined && (
        <button type="button" className={css.more} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {t(isWhole ? 'notes.less' : 'notes.whole')}
        </button>
      )}
    </li>
  )
}

/** The instant at which an id of ours was given. */
const bornAt = (id: string): string => new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString()
