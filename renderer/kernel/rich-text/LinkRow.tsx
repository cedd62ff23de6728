import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { linkOf } from './extensions.ts'
import css from './rich-text.module.css'

interface Props {
  /** Where the link that is there leads. */
  readonly link: string
  /** Undefined takes it away. */
  readonly onSet: (link: string | undefined) => void
  readonly onClose: () => void
}

/** Asks where a link leads. What happens in it stays in it, though it stands in the middle of a form. */
export const LinkRow = ({ link, onSet, onClose }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const [typed, setTyped] = useState(link.replace(/^mailto:/, ''))
  const [isWrong, setWrong] = useState(false)
  const apply = (): void => {
    const found = linkOf(typed)
    if (found) onSet(found)
    else setWrong(true)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Enter') apply()
    else onClose()
  }
  return (
    <div className={css.linkRow}>
      <label htmlFor={id}>{t('richText.address')}</label>
      <input
        id={id}
        ref={focus}
        className={css.input}
        value={typed}
        placeholder={t('richText.addressHint')}
        autoComplete="off"
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        onChange={event => {
          setTyped(event.target.value)
          setWrong(false)
        }}
        onKeyDown={onKeyDown}
      />
      <Button isSmall onClick={apply}>
        {t('richText.apply')}
      </Button>
      {link && (
        <Button isSmall onClick={() => onSet(undefined)}>
          {t('richText.unlink')}
        </Button>
      )}
      <Button isSmall look="plain" onClick={onClose}>
        {t('richText.cancel')}
      </Button>
      {isWrong && (
        <p id={`${id}-wrong`} role="alert" className={css.refused}>
          {t('richText.addressWrong')}
        </p>
      )}
    </div>
  )
}

const focus = (input: HTMLInputElement | null): void => input?.focus()
