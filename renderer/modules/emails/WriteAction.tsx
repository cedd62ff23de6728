import Button from '@mui/material/Button'
import { Mail } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'

/** Leads to a new mail about a record. */
export const WriteAction = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  return (
    <Button component={Link} to={`/emailMessage/nouveau?about=${entity.type}:${record.id}`} startIcon={<Mail size={16} aria-hidden="true" />}>
      {t('emails.write')}
    </Button>
  )
}
