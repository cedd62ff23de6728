import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import { Upload, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileRef } from '../../../shared/kernel/entity/fields.ts'
import { fileUrl, uploadFile } from '../rpc/files.ts'
import { useOperations } from '../state/operations.ts'
import type { EditorProps } from './editor-props.ts'
import css from './form.module.css'

/** A file, shown at once when it is a picture. */
export const FileEditor = ({ id, field, value, onChange, onBlur, describedBy, label }: EditorProps) => {
  const { t } = useTranslation()
  const { failed } = useOperations()
  const input = useRef<HTMLInputElement>(null)
  const [isSending, setSending] = useState(false)
  const chosen = value as FileRef | null
  const isImage = field.kind === 'image'
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return
    setSending(true)
    try {
      onChange({ file: await uploadFile(file), name: file.name, mime: file.type, size: file.size } satisfies FileRef)
    } catch (error) {
      failed(error)
    } finally {
      setSending(false)
    }
  }
  return (
    <div className={css.file}>
      {chosen && isImage && <img className={css.preview} src={fileUrl(chosen.file)} alt="" />}
      {chosen && <span className={css.fileName}>{chosen.name}</span>}
      <input ref={input} type="file" hidden accept={isImage ? 'image/*' : undefined} onChange={event => void take(event.target.files?.[0])} />
      <Button
        id={id}
        aria-describedby={describedBy}
        aria-label={`${chosen ? t('ui.changeFile') : t('ui.chooseFile')}${t('ui.colon')}${label}`}
        disabled={isSending}
        startIcon={<Upload size={16} aria-hidden="true" />}
        onClick={() => input.current?.click()}
        onBlur={onBlur}
      >
        {isSending ? t('ui.sending') : chosen ? t('ui.changeFile') : t('ui.chooseFile')}
      </Button>
      {chosen && (
        <IconButton aria-label={t('ui.removeItem', { name: label })} onClick={() => onChange(null)}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      )}
    </div>
  )
}
