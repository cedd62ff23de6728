import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { Paperclip, Upload } from 'lucide-react'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { useShown, useSoughtId } from '../../kernel/blocks/sought.ts'
import { useAttached, useAttachedCount } from '../../kernel/state/use-attached.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { FileItem, type FileRow } from './FileItem.tsx'
import { SendingItem } from './SendingItem.tsx'
import { filesOf } from './taken-files.ts'
import { useSending } from './use-sending.ts'
import css from './documents.module.css'

const FIRST = 8
const MOST = 1_000
const FIELDS = ['name', 'file', 'description']

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null

/** The files of a record: chosen, dropped or pasted they come in, and each opens with a click. */
export const FilesBlock = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const chooser = useRef<HTMLInputElement>(null)
  const [isWhole, setWhole] = useState(false)
  const [isOver, setOver] = useState(false)
  const sought = useSoughtId('document')
  const { data, error, refetch } = useAttached({ type: 'document', subject: record.id, fields: FIELDS, limit: isWhole || sought ? MOST : FIRST })
  const count = useAttachedCount('document', record.id)
  const files = (data ?? []) as FileRow[]
  const { sending, add, drop, retry } = useSending(record.id)
  const isOpen = record.trashedAt === null
  useShown('document', sought, files.some(file => file.id === sought))

  useEffect(() => {
    if (!isOpen) return
    const onPaste = (event: ClipboardEvent): void => {
      const pasted = event.clipboardData
      // What an office program copies is text and a picture of it: where one types, the text is meant.
      if (!pasted?.files.length || event.defaultPrevented || (isTyping(event.target) && pasted.types.includes('text/plain'))) return
      event.preventDefault()
      add([...pasted.files])
    }
    addEventListener('paste', onPaste)
    return () => removeEventListener('paste', onPaste)
  }, [add, isOpen])

  const over = (event: DragEvent): void => {
    if (!isOpen || !event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setOver(true)
  }
  const take = (event: DragEvent): void => {
    if (!isOpen || !event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(false)
    const { files: dropped, folders } = filesOf(event.dataTransfer)
    add(dropped, folders)
  }
  // Folded, it would hide what a person came for or has to know.
  const isNeeded = sought !== undefined || sending.length > 0
  const older = files.length === FIRST ? (count ?? 0) - files.length : 0
  const choose = (): void => chooser.current?.click()

  return (
    <div
      className={css.zone}
      data-over={isOver || undefined}
      onDragEnter={over}
      onDragOver={over}
      onDragLeave={event => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={take}
    >
      <Block
        icon={Paperclip}
        title={t('documents.document.many')}
        count={count ? formatNumber(count, language) : undefined}
        name={isNeeded ? undefined : `${entity.type}.files`}
        actions={
          isOpen && (
            <Tooltip title={t('documents.add')}>
              <IconButton size="small" aria-label={t('documents.add')} onClick={choose}>
                <Upload size={16} aria-hidden="true" />
              </IconButton>
            </Tooltip>
          )
        }
      >
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          onChange={event => {
            add([...(event.target.files ?? [])])
            // The same file may be chosen again.
            event.target.value = ''
          }}
        />
        {error && files.length === 0 ? <Failed error={error} onRetry={() => void refetch()} /> : null}
        <ul aria-live="polite">
          {sending.map(one => (
            <SendingItem key={one.key} one={one} onDrop={() => drop(one.key)} onRetry={() => retry(one.key)} />
          ))}
        </ul>
        <ul>
          {files.map(file => (
            <FileItem key={file.id} file={file} isOpen={isOpen} />
          ))}
        </ul>
        {count === 0 && sending.length === 0 && isOpen && (
          <div className={css.none}>
            <p>{t('documents.none')}</p>
            <Button size="small" onClick={choose}>
              {t('documents.choose')}
            </Button>
          </div>
        )}
        {older > 0 && (
          <button type="button" className={css.older} onClick={() => setWhole(true)}>
            {t('documents.older', { count: older })}
          </button>
        )}
      </Block>
      {isOver && <div className={css.overlay}>{t('documents.drop')}</div>}
    </div>
  )
}
