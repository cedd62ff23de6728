import Divider from '@mui/material/Divider'
import ListItemIcon from '@mui/material/ListItemIcon'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { ChevronDown, type LucideIcon } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { visibleEntity } from '../kernel/blocks/relations.ts'
import { manyWord } from '../kernel/text/words.ts'
import type { MenuGroup } from '../kernel/ui/window-module.ts'
import { modules } from './modules.ts'
import css from './shell.module.css'

interface Entry {
  readonly to: string
  readonly icon: LucideIcon
  /** The type that it lists, or the words of a tool. */
  readonly type?: string
  readonly label?: string
}

const GROUPS: readonly MenuGroup[] = ['directory', 'sales', 'tools']

const entriesOf = (group: MenuGroup): Entry[] =>
  modules.flatMap(({ types = {}, menu = [] }) => [
    ...Object.entries(types).flatMap(([type, looks]) => (looks.group === group ? [{ to: `/${type}`, icon: looks.icon, type }] : [])),
    ...menu.filter(entry => entry.group === group),
  ])

/** The groups of the menu; they open on a click or ↓, and once one is open ← and → go to the next. */
export const MainMenu = () => {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const buttons = useRef<Partial<Record<MenuGroup, HTMLButtonElement | null>>>({})
  const [open, setOpen] = useState<MenuGroup>()
  const first = `/${pathname.split('/')[1]}`
  const wordOf = ({ type, label }: Entry): string => {
    const entity = visibleEntity(type)
    return entity ? manyWord(t, entity) : t(label!)
  }
  const step = (event: KeyboardEvent): void => {
    if (!open || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
    event.preventDefault()
    const at = GROUPS.indexOf(open) + (event.key === 'ArrowRight' ? 1 : -1)
    setOpen(GROUPS[(at + GROUPS.length) % GROUPS.length])
  }
  return (
    <nav aria-label={t('ui.menu')} className={css.menu}>
      {GROUPS.map(group => {
        const entries = entriesOf(group)
        const isHere = entries.some(entry => entry.to === first)
        return (
          <div key={group}>
            <button
              ref={element => void (buttons.current[group] = element)}
              type="button"
              className={isHere ? `${css.group} ${css.here}` : css.group}
              aria-haspopup="menu"
              aria-expanded={open === group}
              onClick={() => setOpen(group)}
              onKeyDown={event => {
                if (event.key !== 'ArrowDown') return
                event.preventDefault()
                setOpen(group)
              }}
            >
              {t(`ui.groups.${group}`)}
              <ChevronDown size={13} aria-hidden="true" />
            </button>
            <Menu
              open={open === group}
              anchorEl={() => buttons.current[group] ?? document.body}
              onClose={() => setOpen(undefined)}
              onKeyDown={step}
              slotProps={{ paper: { sx: { minWidth: 224 } }, list: { 'aria-label': t(`ui.groups.${group}`) } }}
            >
              {entries.map((entry, index) => {
                const Icon = entry.icon
                return [
                  index > 0 && entry.label && entries[index - 1]!.type && <Divider key={`before ${entry.to}`} component="li" />,
                  <MenuItem key={entry.to} component={Link} to={entry.to} selected={entry.to === first} onClick={() => setOpen(undefined)}>
                    <ListItemIcon sx={{ minWidth: '0 !important', color: 'inherit' }}>
                      <Icon size={16} aria-hidden="true" />
                    </ListItemIcon>
                    {wordOf(entry)}
                  </MenuItem>,
                ]
              })}
            </Menu>
          </div>
        )
      })}
    </nav>
  )
}
