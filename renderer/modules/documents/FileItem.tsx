import IconButton from '@mui/material/IconButton'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { Download, Ellipsis, Pencil, TextCursorInput, Trash2 } from 'lucide-react'
import { createElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { FileRef } from '../../../shared/kernel/entity/fields.ts'
import { anchorOf } from '../../kernel/blocks/sought.ts'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { InPlaceEditor } from '../../kernel/form/InPlaceEditor.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { fileUrl, savedUrl } from '../../kernel/rpc/files.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import type { AttachedRow } from '../../kernel/state/use-attached.ts'
import { formatBytes, formatDay, thisDay } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { fileIcon, isShownInPlace, savedName } from './file-words.ts'
import css from './documents.module.css'

export type FileRow = AttachedRow & { readonly name: string; readonly file: FileRef; readonly description?: string }

const entity = visibleEntity('document')!

interface Props {
  readonly file: FileRow
  /** Whether it may be changed. */
  readonly isOpen: boolean
}

export const FileItem = ({ file: row, isOpen }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [isRenaming, setRenaming] = useState(false)
  const { file, title } = row
  const saved = savedUrl(file.file, savedName(title, file))
  const day = thisDay(new Date(row.createdAt))
  const thisYear = Number(thisDay().slice(0, 4))
  const choose = (act?: () => void): void => {
    setAnchor(null)
    act?.()
  }
  const remove = async (): Promise<void> => {
    try {
      operations.report((await unwrap(api.entities.remove({ type: 'document', id: row.id }))).op, t('documents.trashed', { title }))
    } catch (error) {
      operations.failed(error)
    }
  }
  return (
    <li id={anchorOf('document', row.id)} tabIndex={-1} className={css.file}>
      {createElement(fileIcon(file.mime), { size: 16, 'aria-hidden': true })}
      <div className={css.fileText}>
        {isRenaming ? (
          <InPlaceEditor entity={entity} record={row} name="name" onClose={() => setRenaming(false)} />
        ) : (
          <a className={css.name} title={title} {...(isShownInPlace(file.mime) ? { href: fileUrl(file.file), target: '_blank', rel: 'noreferrer' } : { href: saved })}>
            {title}
          </a>
        )}
        <span className={css.more}>
          {formatBytes(file.size, language)} · <time dateTime={row.createdAt}>{formatDay(day, language, thisYear)}</time>
        </span>
        {row.description && <span className={css.more}>{row.description}</span>}
      </div>
      <IconButton size="small" aria-label={t('documents.actionsOf', { title })} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={event => setAnchor(event.currentTarget)}>
        <Ellipsis size={16} aria-hidden="true" />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} disableRestoreFocus={isRenaming}>
        <MenuItem component="a" href={saved} onClick={() => choose()}>
          <Download size={16} aria-hidden="true" />
          {t('documents.download')}
        </MenuItem>
        {isOpen && [
          <MenuItem key="rename" onClick={() => choose(() => setRenaming(true))}>
            <TextCursorInput size={16} aria-hidden="true" />
            {t('documents.rename')}
          </MenuItem>,
          <MenuItem key="edit" component={Link} to={`/document/${row.id}/modifier`} onClick={() => choose()}>
            <Pencil size={16} aria-hidden="true" />
            {t('documents.edit')}
          </MenuItem>,
          <MenuItem key="trash" onClick={() => choose(() => void remove())}>
            <Trash2 size={16} aria-hidden="true" />
            {t('documents.toTrash')}
          </MenuItem>,
        ]}
      </Menu>
    </li>
  )
}
