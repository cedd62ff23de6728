import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './ui.module.css'

interface Props {
  readonly icon?: LucideIcon
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

export const EmptyState = ({ icon: Icon, title, children, actions }: Props) => (
  <div className={css.empty}>
    {Icon && (
      <span className={css.emptyIcon}>
        <Icon size={20} aria-hidden="true" />
      </span>
    )}
    <h2>{title}</h2>
    {children && <div className={css.emptyText}>{children}</div>}
    {actions && <div className={css.emptyActions}>{actions}</div>}
  </div>
)
