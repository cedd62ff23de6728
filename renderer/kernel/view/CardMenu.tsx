import Divider from '@mui/material/Divider'
import ListSubheader from '@mui/material/ListSubheader'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { ArrowRight, FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import css from './view.module.css'

interface Props {
  readonly title: string
  readonly anchor: HTMLElement
  /** The columns of the board, in order. */
  readonly targets: readonly { readonly word: string; readonly isHere: boolean }[]
  readonly onOpen: () => void
  readonly onMove: (column: number) => void
  readonly onClose: () => void
}

/** What can be done with a card: to open it, and every way that it can be dragged. */
export const CardMenu = ({ title, anchor, targets, onOpen, onMove, onClose }: Props) => {
  const { t } = useTranslation()
  const then = (act: () => void) => (): void => {
    onClose()
    act()
  }
  return (
    <Menu open disablePortal anchorEl={anchor} onClose={onClose} slotProps={{ list: { 'aria-label': title, dense: true } }}>
      <MenuItem onClick={then(onOpen)}>
        <FileText size={16} aria-hidden="true" />
        {t('list.openOne')}
      </MenuItem>
      <Divider component="li" />
      <ListSubheader component="li" aria-hidden="true" className={css.menuTitle}>
        {t('views.board.moveTo')}
      </ListSubheader>
      {targets.map(({ word, isHere }, column) => (
        <MenuItem key={column} aria-label={`${t('views.board.moveTo')} ${word}`} disabled={isHere} onClick={then(() => onMove(column))}>
          <ArrowRight size={16} aria-hidden="true" />
          {word}
        </MenuItem>
      ))}
    </Menu>
  )
}
