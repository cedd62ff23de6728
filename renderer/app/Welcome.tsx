import { useQueryClient } from '@tanstack/react-query'
import { ArrowRight, CloudOff, FileSpreadsheet, Folder, HardDrive, NotebookPen, Undo2, WandSparkles } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate } from 'react-router'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { unwrap } from '../kernel/rpc/connection.ts'
import { useOperations } from '../kernel/state/operations.ts'
import { showToast } from '../kernel/state/toasts.ts'
import { useLanguage } from '../kernel/text/use-language.ts'
import { usePageTitle } from '../kernel/ui/Page.tsx'
import { Segments } from '../kernel/ui/Segments.tsx'
import { LANGUAGES } from './languages.ts'
import { useConfigure, useFreshInfo } from './settings.ts'
import css from './welcome.module.css'

const WAYS = [
  { way: 'files', icon: FileSpreadsheet },
  { way: 'sample', icon: WandSparkles },
  { way: 'empty', icon: NotebookPen },
] as const
type Way = (typeof WAYS)[number]['way']

const PROMISES = [
  { name: 'own', icon: HardDrive },
  { name: 'undo', icon: Undo2 },
  { name: 'offline', icon: CloudOff },
] as const

/** The first screen of all: what this is, and three ways to begin. */
export const Welcome = () => {
  const { t } = useTranslation()
  const api = useApi()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const operations = useOperations()
  const language = useLanguage()
  const [way, setWay] = useState<Way>('files')
  const [isBusy, setBusy] = useState(false)
  const { isReady, info } = useFreshInfo()
  const configure = useConfigure()
  usePageTitle(t('welcome.title'))
  const goOn = async (): Promise<void> => {
    if (way === 'files') return void navigate('/importer')
    if (way === 'empty') return void navigate('/contact/nouveau')
    setBusy(true)
    try {
      const { count } = await unwrap(api.app.addSample({}))
      await queries.invalidateQueries()
      await navigate('/contact')
      showToast(t('shell.sampleAdded', { count }))
    } catch (error) {
      operations.failed(error)
    } finally {
      setBusy(false)
    }
  }
  if (isReady && info && !info.isEmpty && !isBusy) return <Navigate to="/" replace />
  return (
    <div className={css.welcome}>
      <aside className={css.side}>
        <span className={css.ribbon} aria-hidden="true" />
        <p className={css.slogan}>{t('welcome.slogan')}</p>
        <p className={css.promise}>{t('welcome.promise')}</p>
        <ul>
          {PROMISES.map(({ name, icon: Icon }) => (
            <li key={name}>
              <Icon size={20} aria-hidden="true" />
              <span>
                <b>{t(`welcome.${name}`)}</b>
                {t(`welcome.${name}Hint`)}
              </span>
            </li>
          ))}
        </ul>
      </aside>
      <form
        className={css.choice}
        onSubmit={event => {
          event.preventDefault()
          void goOn()
        }}
      >
        <div className={css.languages}>
          <Segments label={t('welcome.language')} value={language} options={LANGUAGES} onChoose={value => void configure({ language: value })} />
        </div>
        <p className={css.step}>{t('welcome.step')}</p>
        <h1>{t('welcome.title')}</h1>
        <fieldset className={css.ways}>
          <legend>{t('welcome.how')}</legend>
          {WAYS.map(({ way: each, icon: Icon }) => (
            <label key={each} className={way === each ? `${css.way} ${css.chosen}` : css.way}>
              <span className={css.wayIcon}>
                <Icon size={20} aria-hidden="true" />
              </span>
              <span className={css.wayText}>
                <b>{t(`welcome.${each}`)}</b>
                <span>{t(`welcome.${each}Hint`)}</span>
              </span>
              <input type="radio" name="way" value={each} checked={way === each} onChange={() => setWay(each)} />
            </label>
          ))}
        </fieldset>
        {info && (
          <p className={css.kept}>
            <Folder size={16} aria-hidden="true" /> {t('welcome.kept')} <b>{info.data}</b> · {t(`ui.keyPlace.${info.keyPlace}`)}
          </p>
        )}
        <button type="submit" className={css.goOn} disabled={isBusy}>
          {t('welcome.goOn')}
          <ArrowRight size={18} aria-hidden="true" />
        </button>
      </form>
    </div>
  )
}
