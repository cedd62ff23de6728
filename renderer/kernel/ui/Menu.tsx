import type { LucideIcon } from 'lucide-react'
import { type ComponentProps, type KeyboardEvent, type MouseEvent, type ReactNode, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Link } from 'react-router'
import { fold } from '../../../shared/kernel/text/fold.ts'
import css from './menu.module.css'

interface Props extends Omit<ComponentProps<'button'>, 'name'> {
  /** What the menu is called; its button is named by what it shows. */
  readonly name: string
  readonly button: ReactNode
  /** Whether it opens towards the left. */
  readonly isAtEnd?: boolean
  /** Told of ← and →. */
  readonly onStep?: (by: -1 | 1) => void
}

const itemsOf = (menu: HTMLElement): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')]

/** A button and the menu that drops from it; it opens on a click or ↓, and what has the keyboard gets it back. */
export const Menu = ({ name, button, isAtEnd, onStep, children, ...rest }: Props) => {
  const id = useId()
  const menu = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)
  const onKeyDown = (event: KeyboardEvent): void => {
    const items = itemsOf(menu.current!)
    const at = items.indexOf(document.activeElement as HTMLElement)
    const go = (index: number): void => items[(index + items.length) % items.length]?.focus()
    switch (event.key) {
      case 'ArrowDown':
        go(at + 1)
        break
      case 'ArrowUp':
        go(at < 0 ? -1 : at - 1)
        break
      case 'Home':
        go(0)
        break
      case 'End':
        go(-1)
        break
      case 'ArrowLeft':
      case 'ArrowRight':
        onStep?.(event.key === 'ArrowRight' ? 1 : -1)
        break
      case 'Tab':
        menu.current!.hidePopover()
        return
      default: {
        if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) return
        const after = [...items.slice(at + 1), ...items.slice(0, at + 1)]
        after.find(item => fold(item.textContent).startsWith(fold(event.key)))?.focus()
      }
    }
    event.preventDefault()
  }
  return (
    <>
      <button
        type="button"
        {...rest}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        popoverTarget={id}
        onKeyDown={event => {
          // A key may come before the keyboard is in the menu.
          if (isOpen && event.key !== 'Enter' && event.key !== ' ') return onKeyDown(event)
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          event.currentTarget.click()
        }}
      >
        {button}
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={name}
        className={isAtEnd ? `${css.menu} ${css.atEnd}` : css.menu}
        onKeyDown={onKeyDown}
        onClick={(event: MouseEvent<HTMLElement>) => (event.target as HTMLElement).closest('[role="menuitem"]') && menu.current?.hidePopover()}
        // Its entries are made before it is shown, so that it has its size at once.
        onBeforeToggle={event => event.newState === 'open' && flushSync(() => setOpen(true))}
        onToggle={event => {
          if (event.newState === 'closed') setOpen(false)
          else if (!event.currentTarget.contains(document.activeElement)) itemsOf(event.currentTarget)[0]?.focus()
        }}
      >
        {isOpen && children}
      </div>
    </>
  )
}

interface ItemProps {
  readonly icon?: LucideIcon | undefined
  /** Keys that do the same. */
  readonly keys?: string | undefined
  readonly children: ReactNode
}

const Inside = ({ icon: Icon, keys, children }: ItemProps) => (
  <>
    {Icon && <Icon size={16} aria-hidden="true" />}
    <span className={css.word}>{children}</span>
    {keys && <kbd aria-hidden="true">{keys}</kbd>}
  </>
)

/** An entry that leads to a screen. */
export const MenuLink = ({ to, isCurrent, ...inside }: ItemProps & { readonly to: string; readonly isCurrent?: boolean }) => (
  <Link to={to} role="menuitem" tabIndex={-1} aria-current={isCurrent ? 'page' : undefined} className={css.item}>
    <Inside {...inside} />
  </Link>
)

/** An entry that does something. */
export const MenuAction = ({ onChoose, ...inside }: ItemProps & { readonly onChoose: () => void }) => (
  <button type="button" role="menuitem" tabIndex={-1} className={css.item} onClick={onChoose}>
    <Inside {...inside} />
  </button>
)

/** An entry that is on or off; choosing it leaves the menu open for the others. */
export const MenuChoice = ({ isChosen, onChoose, children }: { readonly isChosen: boolean; readonly onChoose: () => void; readonly children: ReactNode }) => (
  <button type="button" role="menuitemcheckbox" aria-checked={isChosen} tabIndex={-1} className={css.item} onClick={onChoose}>
    {children}
  </button>
)

/** Entries that belong together; `title` stands above them. */
export const MenuGroup = ({ name, title, children }: { readonly name: string; readonly title?: boolean; readonly children: ReactNode }) => (
  <div role="group" aria-label={name} className={css.group}>
    {title && (
      <div className={css.title} aria-hidden="true">
        {name}
      </div>
    )}
    {children}
  </div>
)
