import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { Link } from 'react-router'
import css from './button.module.css'

interface Look {
  readonly icon?: LucideIcon | undefined
  /** The one conclusion of a screen is filled; what stands aside is plain, in red when it takes away. */
  readonly look?: 'filled' | 'plain' | 'danger' | undefined
  readonly isSmall?: boolean | undefined
  readonly children: ReactNode
}

export const buttonClass = ({ look, isSmall }: Pick<Look, 'look' | 'isSmall'>): string => [css.button, look && css[look], isSmall && css.small].filter(Boolean).join(' ')

const Inside = ({ icon: Icon, isSmall, children }: Look) => (
  <>
    {Icon && <Icon size={isSmall ? 14 : 16} aria-hidden="true" />}
    {children}
  </>
)

export const Button = ({ icon, look, isSmall, children, ...rest }: Look & Omit<ComponentProps<'button'>, keyof Look | 'className'>) => (
  <button type="button" {...rest} className={buttonClass({ look, isSmall })}>
    <Inside icon={icon} isSmall={isSmall}>
      {children}
    </Inside>
  </button>
)

/** Leads to a screen and looks as if it did something there. */
export const ButtonLink = ({ icon, look, isSmall, children, ...rest }: Look & Omit<ComponentProps<typeof Link>, keyof Look | 'className'>) => (
  <Link {...rest} className={buttonClass({ look, isSmall })}>
    <Inside icon={icon} isSmall={isSmall}>
      {children}
    </Inside>
  </Link>
)
