import { useQuery } from '@tanstack/react-query'
import { File, FileImage, FileText, Paperclip, Trash2, Upload } from 'lucide-react'
import { type ClipboardEvent, type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { FileRef } from '../../../shared/kernel/entity/fields.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { fileUrl, uploadFile } from '../../kernel/rpc/files.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { showToast } from '../../kernel/state/toasts.ts'
import { formatBytes, formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { failureText } from '../../kernel/text/words.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import css from './documents.module.css'

const SHOWN = 12

/** The files kept with a record; more are chosen, dropped or pasted. */
export const FilesBlock = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const input = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState<string>()
  const [isOver, setOver] = useState(false)
  const which = { type: 'document', filter: { field: entity.type, op: 'eq' as const, value: record.id } }
  const query = { ...which, sort: [{ field: 'createdAt', dir: 'desc' as const }], view: ['name', 'file'], limit: SHOWN }
  const { data, error, refetch } = useQuery({ queryKey: keys.rows('document', query), queryFn: async ({ signal }) => (await unwrap(api.entities.list(query, { signal }))).rows })
  const count = useQuery({ queryKey: keys.count('document', which), queryFn: async ({ signal }) => (await unwrap(api.entities.count(which, { signal }))).count })
  const isTrashed = record.trashedAt !== null

  const add = async (files: readonly globalThis.File[]): Promise<void> => {
    let last: string | undefined
    let added = 0
    for (const file of files) {
      setSending(file.name)
      try {
        const staged = await uploadFile(file)
        const { op } = await unwrap(api.entities.save({ type: 'document', patch: { name: file.name, file: { file: staged, name: file.name, mime: file.type, size: file.size }, [entity.type]: record.id } }))
        last = op
        added++
      } catch (failure) {
        if (!(failure instanceof FailureError)) throw failure
        showToast(t('documents.failed', { name: file.name, reason: failureText(t, failure.failure) }))
      }
    }
    setSending(undefined)
    if (last) operations.report(last, t('documents.added', { count: added }))
  }
  const onDrop = (event: DragEvent): void => {
    setOver(false)
    if (event.dataTransfer.files.length === 0) return
    event.preventDefault()
    event.stopPropagation()
    void add([...event.dataTransfer.files])
  }
  const onPaste = (event: ClipboardEvent): void => {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    void add([...event.clipboardData.files])
  }
  const trash = async (row: Row): Promise<void> => {
    try {
      const { op } = await unwrap(api.entities.remove({ type: 'document', id: row.id }))
      operations.report(op, t('documents.trashed', { name: row.title }))
    } catch (failure) {
      operations.failed(failure)
    }
  }
  return (
    <div
      className={isOver ? `${css.zone} ${css.over}` : css.zone}
      onDragOver={event => {
        if (isTrashed || !event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={event => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={onDrop}
      onPaste={onPaste}
    >
      <Block
        icon={Paperclip}
        title={t('documents.document.many')}
        count={count.data ? formatNumber(count.data, language) : undefined}
        name={`${entity.type}.files`}
        actions={
          !isTrashed && (
            <button type="button" className={css.add} aria-label={t('documents.add')} title={t('documents.add')} onClick={() => input.current?.click()}>
              <Upload size={16} aria-hidden="true" />
            </button>
          )
        }
      >
        <input ref={input} type="file" multiple hidden onChange={event => void add([...(event.target.files ?? [])])} />
        {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
        {(isOver || data?.length === 0) && <p className={css.none}>{t(isOver ? 'documents.drop' : 'documents.none')}</p>}
        <ul>
          {data?.map(row => (
            <FileLine key={row.id} row={row} onTrash={isTrashed ? undefined : () => void trash(row)} />
          ))}
        </ul>
        {(count.data ?? 0) > SHOWN && (
          <Link className={css.all} to={`/document?${entity.type}=${record.id}`}>
            {t('ui.seeAll', { count: count.data })}
          </Link>
        )}
        {sending && (
          <p className={css.none} role="status">
            {t('documents.sending', { name: sending })}
          </p>
        )}
      </Block>
    </div>
  )
}

const KindIcon = ({ mime }: { readonly mime: string }) => {
  if (mime.startsWith('image/')) return <FileImage size={16} aria-hidden="true" />
  return mime === 'application/pdf' || mime.startsWith('text/') ? <FileText size={16} aria-hidden="true" /> : <File size={16} aria-hidden="true" />
}

const FileLine = ({ row, onTrash }: { readonly row: Row; readonly onTrash: (() => void) | undefined }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const file = row['file'] as FileRef | undefined
  return (
    <li className={css.line}>
      <KindIcon mime={file?.mime ?? ''} />
      {file ? (
        <a href={fileUrl(file.file)} download={row.title} className={css.name}>
          {row.title}
        </a>
      ) : (
        <Link to={`/document/${row.id}`} className={css.name}>
          {row.title}
        </Link>
      )}
      {file && <span className={css.size}>{formatBytes(file.size, language)}</span>}
      <Link className={css.act} to={`/document/${row.id}`} aria-label={`${t('documents.open')}${t('ui.colon')}${row.title}`} title={t('documents.open')}>
        <FileText size={14} aria-hidden="true" />
      </Link>
      {onTrash && (
        <button type="button" className={css.act} aria-label={t('documents.trash', { name: row.title })} title={t('documents.trash', { name: row.title })} onClick={onTrash}>
          <Trash2 size={14} aria-hidden="true" />
        </button>
      )}
    </li>
  )
}
