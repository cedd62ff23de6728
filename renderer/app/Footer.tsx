import { useQuery } from '@tanstack/react-query'
import { CircleCheck, HardDrive, KeyRound, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Drafts } from '../kernel/form/Drafts.tsx'
import { useApi, useIsLost } from '../kernel/rpc/api-context.tsx'
import { unwrap } from '../kernel/rpc/connection.ts'
import { keys } from '../kernel/state/queries.ts'
import css from './shell.module.css'

interface Props {
  readonly onAbout: () => void
  readonly onKeys: () => void
}

/** The state of the data, always in sight. */
export const Footer = ({ onAbout, onKeys }: Props) => {
  const { t } = useTranslation()
  const api = useApi()
  const isLost = useIsLost()
  const { data } = useQuery({ queryKey: keys.info, queryFn: ({ signal }) => unwrap(api.app.info({}, { signal })) })
  return (
    <footer className={css.foot}>
      <span role="status">
        {isLost ? <TriangleAlert size={14} aria-hidden="true" /> : <CircleCheck size={14} aria-hidden="true" />}
        {isLost ? t('ui.notReached') : t('ui.allSaved')}
      </span>
      <Drafts />
      <span className={css.grow} />
      {data && (
        <>
          <span className={css.folder} title={data.data}>
            <HardDrive size={14} aria-hidden="true" />
            <span>{data.data}</span>
          </span>
          <span>
            <KeyRound size={14} aria-hidden="true" />
            {t(`ui.keyPlace.${data.keyPlace}`)}
          </span>
          <button type="button" onClick={onKeys}>
            {t('shell.keys')} <kbd aria-hidden="true">?</kbd>
          </button>
          <button type="button" onClick={onAbout}>
            Calepin {data.version}
          </button>
        </>
      )}
    </footer>
  )
}
