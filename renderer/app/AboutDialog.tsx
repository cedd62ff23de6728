import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dependencies } from '../../package.json'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { unwrap } from '../kernel/rpc/connection.ts'
import { keys } from '../kernel/state/queries.ts'
import css from './shell.module.css'

/** What this is, where the data lies, and what it is made of. */
export const AboutDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const api = useApi()
  const [isCopied, setCopied] = useState(false)
  const { data } = useQuery({ queryKey: keys.info, queryFn: ({ signal }) => unwrap(api.app.info({}, { signal })) })
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(`Calepin ${data?.version}\n${data?.data}\n${data?.keyPlace}\n${navigator.userAgent}`)
    setCopied(true)
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="about-title">
      <DialogTitle id="about-title">{t('shell.about')}</DialogTitle>
      <DialogContent className={css.about}>
        <p>{t('shell.aboutText')}</p>
        <dl>
          <dt>{t('shell.version')}</dt>
          <dd>{data?.version}</dd>
          <dt>{t('shell.data')}</dt>
          <dd>{data?.data}</dd>
          <dt>{t('shell.key')}</dt>
          <dd>{data && t(`ui.keyPlace.${data.keyPlace}`)}</dd>
          <dt>{t('shell.script')}</dt>
          <dd>{t('shell.scriptHint')}</dd>
          <dt>{t('shell.libraries')}</dt>
          <dd className={css.libraries}>
            {Object.entries(dependencies)
              .map(([name, version]) => `${name} ${version}`)
              .join(', ')}
          </dd>
        </dl>
      </DialogContent>
      <DialogActions>
        <Button onClick={() => void copy()}>{t(isCopied ? 'shell.copied' : 'shell.copyDetails')}</Button>
        <Button onClick={onClose}>{t('ui.close')}</Button>
      </DialogActions>
    </Dialog>
  )
}
