import { useTranslation } from 'react-i18next'
import { libraries } from 'virtual:libraries'
import { Dialog } from '../kernel/ui/Dialog.tsx'
import { CopyDetails } from './CopyDetails.tsx'
import { useInfo } from './settings.ts'
import css from './shell.module.css'

/** What this is, where the data lies, how to drive it by programs, and what it is made of. */
export const AboutDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const info = useInfo()
  if (!info) return null
  const folder = info.data.replace(/[\\/]+$/, '')
  const lines: readonly (readonly [string, string])[] = [
    [t('shell.version'), `Calepin ${info.version}`],
    [t('shell.data'), info.data],
    [t('shell.key'), t(`ui.keyPlace.${info.keyPlace}`)],
    [t('shell.log'), `${folder}${folder.includes('\\') ? '\\' : '/'}calepin.log`],
    [t('shell.browser'), navigator.userAgent],
  ]
  return (
    <Dialog
      title={t('shell.about')}
      onClose={onClose}
      isWide
      actions={<CopyDetails text={lines.map(([name, value]) => `${name}${t('ui.colon')}${value}`).join('\n')} />}
    >
      <div className={css.about}>
        <p>{t('shell.aboutText')}</p>
        <dl>
          {lines.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          <div>
            <dt>{t('shell.script')}</dt>
            <dd>
              {t('shell.scriptHint')}
              <code>{`curl -H 'Authorization: Bearer …' ${location.origin}/api`}</code>
            </dd>
          </div>
        </dl>
        <details>
          <summary>{t('shell.libraries', { count: libraries.length })}</summary>
          <ul className={css.libraries}>
            {libraries.map(({ name, version, licence }) => (
              <li key={name}>
                {name} {version} <span>{licence}</span>
              </li>
            ))}
          </ul>
        </details>
      </div>
    </Dialog>
  )
}
