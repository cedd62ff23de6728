import { ChevronDown, type LucideIcon } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useRemembered } from '../state/remembered.ts'
import css from './ui.module.css'

interface Props {
  readonly icon?: LucideIcon
  readonly title: string
  readonly count?: string | undefined
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly className?: string | undefined
  /** Under which it is remembered whether this block is folded; without one it does not fold. */
  readonly name?: string | undefined
}

export const Block = ({ icon: Icon, title, count, actions, children, className, name }: Props) => {
  const { t } = useTranslation()
  const heading = useId()
  const [isFolded, setFolded] = useRemembered(`folded.${name}`, false)
  const isShown = name === undefined || !isFolded
  return (
    <section className={className ? `${css.block} ${className}` : css.block} aria-labelledby={heading}>
      <header className={css.blockHead}>
        {Icon && <Icon size={16} aria-hidden="true" />}
        <h2 id={heading}>{title}</h2>
        {count !== undefined && <span className={css.blockCount}>{count}</span>}
        <span className={css.grow} />
        {isShown && actions}
        {name !== undefined && (
          <button type="button" className={css.blockFold} aria-expanded={isShown} aria-label={t(isShown ? 'sheet.fold' : 'sheet.unfold', { title })} title={t(isShown ? 'sheet.fold' : 'sheet.unfold', { title })} onClick={() => setFolded(!isFolded)}>
            <ChevronDown size={16} aria-hidden="true" />
          </button>
        )}
      </header>
      {isShown && children}
    </section>
  )
}
