import type { LucideIcon } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import css from './ui.module.css'

interface Props {
  readonly icon?: LucideIcon
  readonly title: string
  readonly count?: string | undefined
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly className?: string | undefined
}

export const Block = ({ icon: Icon, title, count, actions, children, className }: Props) => {
  const heading = useId()
  return (
    <section className={className ? `${css.block} ${className}` : css.block} aria-labelledby={heading}>
      <header className={css.blockHead}>
        {Icon && <Icon size={16} aria-hidden="true" />}
        <h2 id={heading}>{title}</h2>
        {count !== undefined && <span className={css.blockCount}>{count}</span>}
        <span className={css.grow} />
        {actions}
      </header>
      {children}
    </section>
  )
}
