import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './activities.module.css'

const SHOWN = 220

/** A text whose beginning stands for it until it is unfolded. */
export const FoldedText = ({ text, isNote = false }: { readonly text: string; readonly isNote?: boolean }) => {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const isLong = text.length > SHOWN * 1.2
  const cut = isLong && !isOpen ? `${text.slice(0, text.lastIndexOf(' ', SHOWN) > SHOWN / 2 ? text.lastIndexOf(' ', SHOWN) : SHOWN).toWellFormed()}…` : text
  return (
    <p className={isNote ? css.note : css.text}>
      {cut}
      {isLong && (
        <button type="button" className={css.unfold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'notes.less' : 'notes.more')}
        </button>
      )}
    </p>
  )
}
