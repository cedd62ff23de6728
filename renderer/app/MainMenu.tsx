import { ChevronDown, Ellipsis } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { Menu, MenuGroup, MenuLink } from '../kernel/ui/Menu.tsx'
import { type Entry, entryWord, menuGroups } from './menu-entries.ts'
import { useFitting } from './use-fitting.ts'
import css from './shell.module.css'

/** The groups of the menu, those for which there is no room under one more; once one is open ← and → go to the next. */
export const MainMenu = () => {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const row = useRef<HTMLElement>(null)
  const groups = menuGroups()
  const fitting = useFitting(row, groups.length)
  const here = `/${pathname.split('/')[1]}`
  const isHere = ({ lists, tools }: (typeof groups)[number]): boolean => [...lists, ...tools].some(entry => entry.to === here)
  const linkOf = (entry: Entry) => (
    <MenuLink key={entry.to} to={entry.to} icon={entry.icon} isCurrent={entry.to === here} keys={entry.letter && `G ${entry.letter.toUpperCase()}`}>
      {entryWord(t, entry)}
      {entry.Count && <entry.Count />}
    </MenuLink>
  )
  /** Opens the group beside the one that is open; only one can be. */
  const step = (by: -1 | 1): void => {
    const buttons = [...row.current!.querySelectorAll<HTMLElement>(':scope > :not([inert]) > [aria-haspopup]')]
    const at = buttons.findIndex(button => button.getAttribute('aria-expanded') === 'true')
    buttons[(at + by + buttons.length) % buttons.length]?.click()
  }
  const buttonClass = (isCurrent: boolean): string => (isCurrent ? `${css.group} ${css.here}` : css.group!)
  const rest = groups.slice(fitting)
  return (
    <nav ref={row} aria-label={t('ui.menu')} className={css.menu}>
      {groups.map((group, index) => (
        <div key={group.name} inert={index >= fitting} className={index < fitting ? undefined : css.away}>
          <Menu
            name={t(`ui.groups.${group.name}`)}
            className={buttonClass(isHere(group))}
            onStep={step}
            button={
              <>
                {t(`ui.groups.${group.name}`)}
                <ChevronDown size={13} aria-hidden="true" />
              </>
            }
          >
            {[group.lists, group.tools].map((entries, part) => entries.length > 0 && (
              <MenuGroup key={part === 0 ? 'lists' : 'tools'} name={t(`shell.parts.${part === 0 ? 'lists' : 'tools'}`)}>
                {entries.map(linkOf)}
              </MenuGroup>
            ))}
          </Menu>
        </div>
      ))}
      <div inert={rest.length === 0} className={rest.length > 0 ? undefined : css.away}>
        <Menu
          name={t('shell.moreGroups')}
          className={buttonClass(rest.some(isHere))}
          onStep={step}
          button={
            <>
              {fitting === 0 ? <Ellipsis size={18} aria-hidden="true" /> : null}
              {t(fitting === 0 ? 'shell.menu' : 'shell.moreGroups')}
              <ChevronDown size={13} aria-hidden="true" />
            </>
          }
        >
          {rest.map(group => (
            <MenuGroup key={group.name} name={t(`ui.groups.${group.name}`)} title>
              {[...group.lists, ...group.tools].map(linkOf)}
            </MenuGroup>
          ))}
        </Menu>
      </div>
    </nav>
  )
}
