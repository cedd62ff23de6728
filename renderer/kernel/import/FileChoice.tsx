import { FileUp } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import css from './import.module.css'

const ACCEPTED = '.csv,.tsv,.txt,.vcf,text/csv,text/vcard'

interface Props {
  readonly isBusy: boolean
  /** How much of a file is sent, from 0 to 1. */
  readonly sent: number | undefined
  readonly onChoose: (file: File) => void
}

/** Where a file is dropped or chosen. */
export const FileChoice = ({ isBusy, sent, onChoose }: Props) => {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const choose = (file: File | undefined): void => {
    if (file) onChoose(file)
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    choose(event.dataTransfer.files[0])
  }
  return (
    <div
      className={isOver ? `${css.drop} ${css.over}` : css.drop}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span className={css.dropIcon}>
        <FileUp size={24} aria-hidden="true" />
      </span>
      <h2>{t('imports.drop')}</h2>
      <p>{t('imports.formats')}</p>
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPTED}
        onChange={event => {
          choose(event.target.files?.[0])
          // The same file can be chosen again once it is mended.
          event.target.value = ''
        }}
      />
      {sent !== undefined && sent < 1 && <progress className={css.bar} value={sent} aria-label={t('ui.sending')} />}
      <Button look="filled" disabled={isBusy} onClick={() => input.current?.click()}>
        {isBusy ? t('imports.reading') : t('imports.choose')}
      </Button>
    </div>
  )
}
