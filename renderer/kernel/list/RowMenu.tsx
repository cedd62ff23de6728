import Divider from '@mui/material/Divider'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { CreditCard, FileText, Mail, Pencil, Phone, Trash2 } from 'lucide-react'
import { useNavigate } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { useExport } from '../state/use-export.ts'
import { useTypeLooks } from '../ui/type-looks.ts'
import { type Ways, waysTo } from './RowActions.tsx'
import type { Speech } from './speech.ts'
import css from './list.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly row: Row
  readonly ways: Ways
  readonly anchor: Element
  readonly speech: Speech
  readonly onOpen: (() => void) | undefined
  readonly onTrash: (() => void) | undefined
  readonly onClose: () => void
}

const ICONS = { phone: Phone, email: Mail }

/** All that can be done with one row. */
export const RowMenu = ({ entity, row, ways, anchor, speech: { t }, onOpen, onTrash, onClose }: Props) => {
  const navigate = useNavigate()
  const looks = useTypeLooks(entity.type)
  const { exportRecords } = useExport()
  const then = (act: () => void) => (): void => {
    onClose()
    act()
  }
  return (
    <Menu open anchorEl={anchor} onClose={onClose} slotProps={{ list: { 'aria-label': row.title } }}>
      {onOpen && (
        <MenuItem onClick={then(onOpen)}>
          <FileText size={16} aria-hidden="true" />
          {t('list.openOne')}
          <kbd className={css.menuKey}>{t('ui.keyEnter')}</kbd>
        </MenuItem>
      )}
      <MenuItem onClick={then(() => void navigate(`/${entity.type}/${row.id}/modifier`))}>
        <Pencil size={16} aria-hidden="true" />
        {t('ui.edit')}
      </MenuItem>
      {waysTo(row, ways).map(({ kind, value, href }) => {
        const Icon = ICONS[kind]
        return (
          <MenuItem key={kind} component="a" href={href} onClick={onClose}>
            <Icon size={16} aria-hidden="true" />
            {t(`list.${kind}`, { value })}
          </MenuItem>
        )
      })}
      {looks.hasCard && (
        <MenuItem onClick={then(() => void exportRecords({ type: entity.type, format: 'vcf', ids: [row.id] }))}>
          <CreditCard size={16} aria-hidden="true" />
          {t('ui.exportCard')}
        </MenuItem>
      )}
      {onTrash && <Divider component="li" />}
      {onTrash && (
        <MenuItem onClick={then(onTrash)} className={css.danger}>
          <Trash2 size={16} aria-hidden="true" />
          {t('ui.toTrash')}
          <kbd className={css.menuKey}>{t('list.keyDelete')}</kbd>
        </MenuItem>
      )}
    </Menu>
  )
}
