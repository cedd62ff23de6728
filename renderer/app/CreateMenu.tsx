import Button from '@mui/material/Button'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { registry } from '../../shared/registry.ts'
import { oneWord } from '../kernel/text/words.ts'
import { typeLooks } from './modules.ts'

/** Makes a record of any type. */
export const CreateMenu = () => {
  const { t } = useTranslation()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <Button
        variant="contained"
        color="primary"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        startIcon={<Plus size={16} aria-hidden="true" />}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t('ui.create')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} slotProps={{ list: { 'aria-label': t('ui.create') } }}>
        {registry.flatMap(entity => {
          const Icon = typeLooks.get(entity.type)?.icon
          return Icon && !entity.internal
            ? [
                <MenuItem key={entity.type} component={Link} to={`/${entity.type}/nouveau`} onClick={() => setAnchor(null)}>
                  <Icon size={16} aria-hidden="true" />
                  {oneWord(t, entity)}
                </MenuItem>,
              ]
            : []
        })}
      </Menu>
    </>
  )
}
