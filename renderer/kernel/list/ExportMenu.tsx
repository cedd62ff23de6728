import Button from '@mui/material/Button'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { useExport } from '../state/use-export.ts'
import type { Which } from './use-bulk.ts'

interface Props {
  readonly entity: AnyEntity
  readonly which: Which
  readonly hasCard: boolean
  readonly isDisabled: boolean
}

/** Writes records to a file of one format or another. */
export const ExportMenu = ({ entity, which, hasCard, isDisabled }: Props) => {
  const { t } = useTranslation()
  const { isExporting, exportRecords } = useExport()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const start = (format: 'csv' | 'vcf'): void => {
    setAnchor(null)
    void exportRecords({ type: entity.type, format, ...which })
  }
  return (
    <>
      <Button
        variant="text"
        disabled={isDisabled || isExporting}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        startIcon={<Download size={16} aria-hidden="true" />}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {isExporting ? t('ui.exporting') : t('ui.export')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={() => start('csv')}>{t('ui.exportCsv')}</MenuItem>
        {hasCard && <MenuItem onClick={() => start('vcf')}>{t('ui.exportCards')}</MenuItem>}
      </Menu>
    </>
  )
}
