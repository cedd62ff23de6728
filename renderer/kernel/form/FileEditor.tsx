import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import { CircleAlert, Upload, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileRef } from '../../../shared/kernel/entity/fields.ts'
import { fileUrl } from '../rpc/files.ts'
import type { Crop } from './crop.ts'
import { CropDialog } from './CropDialog.tsx'
import type { EditorProps } from './editor-props.ts'
import { drawPicture, readPicture } from './picture.ts'
import { sendFile } from './sent-files.ts'
import { useValueToCome } from './values-to-come.ts'
import css from './form.module.css'

interface Read {
  readonly bitmap: ImageBitmap
  readonly name: string
}

/** A file, chosen or dropped; a picture may also be pasted, is cropped and shown at once. */
export const FileEditor = ({ id, field, value, onChange, onBlur, describedBy, label }: EditorProps) => {
  const { t } = useTranslation()
  const comes = useValueToCome()
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [isSending, setSending] = useState(false)
  const [isOver, setOver] = useState(false)
  const [refused, setRefused] = useState<string>()
  const [read, setRead] = useState<Read>()
  const chosen = value as FileRef | null
  const isImage = field.kind === 'image'

  const send = async (file: File): Promise<void> => {
    setSending(true)
    try {
      onChange(await sendFile(file))
    } finally {
      setSending(false)
    }
  }
  const take = async (file: File): Promise<void> => {
    setRefused(undefined)
    if (!isImage) return send(file)
    const bitmap = await readPicture(file)
    if (bitmap) setRead({ bitmap, name: file.name })
    else setRefused(file.name)
  }
  const finish = (): void => {
    read?.bitmap.close()
    setRead(undefined)
    button.current?.focus()
  }
  const draw = async (crop: Crop | undefined): Promise<void> => {
    const file = await drawPicture(read!.bitmap, crop, read!.name)
    finish()
    await send(file)
  }

  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'))
      // Text copied from an office program comes with a picture of it: where one types, the text is meant.
      const isText = event.target instanceof HTMLElement && event.target.matches('input, textarea') && event.clipboardData!.types.includes('text/plain')
      if (!file || isText || event.defaultPrevented) return
      event.preventDefault()
      comes(latest.current(file))
    }
    // A file that misses its place must not replace the window, and with it what is typed.
    const onDrag = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setOver(event.type === 'dragover')
    }
    const onDrop = (event: DragEvent): void => {
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (!file || event.defaultPrevented) return
      event.preventDefault()
      comes(latest.current(file))
    }
    if (isImage) document.addEventListener('paste', onPaste)
    document.addEventListener('dragover', onDrag)
    document.addEventListener('dragleave', onDrag)
    document.addEventListener('drop', onDrop)
    return () => {
      document.removeEventListener('paste', onPaste)
      document.removeEventListener('dragover', onDrag)
      document.removeEventListener('dragleave', onDrag)
      document.removeEventListener('drop', onDrop)
    }
  }, [isImage, comes])

  return (
    <>
      <div className={css.file} data-over={isOver || undefined}>
        {chosen && isImage && <img className={css.preview} src={fileUrl(chosen.file)} alt={t('form.pictureOf', { name: label })} />}
        {chosen && !isImage && <span className={css.fileName}>{chosen.name}</span>}
        <input
          ref={input}
          type="file"
          hidden
          accept={isImage ? 'image/*' : undefined}
          onChange={event => {
            const file = event.target.files?.[0]
            // The same file may be chosen again.
            event.target.value = ''
            if (file) comes(take(file))
          }}
        />
        <Button
          ref={button}
          id={id}
          aria-describedby={[describedBy, `${id}-hint`].filter(Boolean).join(' ')}
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
        <span id={`${id}-hint`} className={css.hint}>
          {isOver ? t('form.dropHere') : isImage ? t('form.pictureHint') : t('form.fileHint')}
        </span>
      </div>
      {refused !== undefined && (
        <p role="alert" className={css.problem}>
          <CircleAlert size={14} aria-hidden="true" />
          {t('form.noPicture', { name: refused })}
        </p>
      )}
      {read && <CropDialog picture={read.bitmap} onTake={crop => comes(draw(crop))} onClose={finish} />}
    </>
  )
}
