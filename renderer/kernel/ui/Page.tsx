import { type ReactNode, useEffect } from 'react'
import css from './ui.module.css'

interface Props {
  readonly title: string
  readonly beside?: ReactNode
  readonly actions?: ReactNode
  /** Whether the page scrolls as a whole; a list scrolls by itself. */
  readonly isScrolling?: boolean
  readonly children: ReactNode
}

/** A screen: its title, what can be done, and below it what scrolls. */
export const Page = ({ title, beside, actions, isScrolling = true, children }: Props) => {
  usePageTitle(title)
  return (
    <div className={css.page}>
      <div className={css.head}>
        <h1>{title}</h1>
        {beside}
        <span className={css.grow} />
        {actions}
      </div>
      {isScrolling ? (
        <div className={css.scroll} tabIndex={-1}>
          <div className={css.body}>{children}</div>
        </div>
      ) : (
        children
      )}
    </div>
  )
}

export const usePageTitle = (title: string): void => {
  useEffect(() => {
    document.title = title ? `${title} · Calepin` : 'Calepin'
  }, [title])
}
