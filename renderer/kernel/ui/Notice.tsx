import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './notice.module.css'

const ICONS: Readonly<Record<Props['tint'], LucideIcon>> = { ok: CircleCheck, warn: TriangleAlert, err: CircleAlert, info: Info }

interface Props {
  readonly tint: 'ok' | 'warn' | 'err' | 'info'
  readonly action?: ReactNode
  /** Whether it goes from edge to edge of the window. */
  readonly isStrip?: boolean
  readonly children: ReactNode
}

/** A sentence in its tint, with one thing to do about it; a warning or an error is read aloud at once. */
export const Notice = ({ tint, action, isStrip, children }: Props) => {
  const Icon = ICONS[tint]
  return (
    <div role={tint === 'err' || tint === 'warn' ? 'alert' : undefined} className={`${css.notice} ${css[tint]} ${isStrip ? css.strip : ''}`}>
      <Icon size={16} aria-hidden="true" />
      <div className={css.text}>{children}</div>
      {action}
    </div>
  )
}
