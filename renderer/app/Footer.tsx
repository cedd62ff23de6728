import { CircleCheck, HardDrive, KeyRound, RefreshCw, TriangleAlert } from 'lucide-react'
import { Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsLost, useIsSaving } from '../kernel/rpc/api-context.tsx'
import { showToast } from '../kernel/state/toasts.ts'
import { useOff } from '../kernel/state/off.ts'
import { soon } from '../kernel/ui/with-mui.tsx'
import { modulesOn } from './modules.ts'
import { useInfo } from './settings.ts'
import css from './shell.module.css'

const Drafts = soon(async () => (await import('../kernel/form/Drafts.tsx')).Drafts)

interface Props {
  readonly onAbout: () => void
  readonly onKeys: () => void
}

/** The state of the data, always in sight. */
export const Footer = ({ onAbout, onKeys }: Props) => {
  const { t } = useTranslation()
  const info = useInfo()
  const off = useOff()
  const copyPlace = async (place: string): Promise<void> => {
    await navigator.clipboard.writeText(place)
    showToast(t('shell.placeCopied'))
  }
  return (
    <footer className={css.foot}>
      <SaveState />
      <Suspense>
        <Drafts />
        {modulesOn(off).map(({ name, Alert }) => Alert && <Alert key={name} />)}
      </Suspense>
      {info?.rebuilding && (
        <span>
          <RefreshCw size={14} aria-hidden="true" />
          {t('shell.rebuilding', { percent: Math.floor((100 * info.rebuilding.done) / info.rebuilding.total) })}
        </span>
      )}
      <span className={css.grow} />
      {info && (
        <>
          <button type="button" className={css.folder} data-tip={t('shell.copyPlace')} onClick={() => void copyPlace(info.data)}>
            <HardDrive size={14} aria-hidden="true" />
            <span className="visually-hidden">{t('shell.data')}</span>
            <bdi>{info.data}</bdi>
          </button>
          <span className={css.keyPlace}>
            <KeyRound size={14} aria-hidden="true" />
            {t(`ui.keyPlace.${info.keyPlace}`)}
          </span>
          <button type="button" onClick={onKeys}>
            {t('shell.keys')} <kbd aria-hidden="true">?</kbd>
          </button>
          <button type="button" onClick={onAbout}>
            Calepin {info.version}
          </button>
        </>
      )}
    </footer>
  )
}

const SaveState = () => {
  const { t } = useTranslation()
  const isLost = useIsLost()
  const isSaving = useLasting(useIsSaving(), 300)
  const [Icon, word] = isLost ? ([TriangleAlert, 'ui.notReached'] as const) : isSaving ? ([RefreshCw, 'shell.saving'] as const) : ([CircleCheck, 'ui.allSaved'] as const)
  return (
    <span role="status" className={isLost ? css.unsafe : undefined}>
      <Icon size={14} aria-hidden="true" />
      {t(word)}
    </span>
  )
}

/** True once something has been so for a while: what is over at once need not be said. */
const useLasting = (isSo: boolean, ms: number): boolean => {
  const [lasts, setLasts] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLasts(isSo), isSo ? ms : 0)
    return () => clearTimeout(timer)
  }, [isSo, ms])
  return isSo && lasts
}
