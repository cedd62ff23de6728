import { Monitor, Moon, Sun } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../kernel/text/use-language.ts'
import { DENSITIES } from '../kernel/ui/density.ts'
import { Segments } from '../kernel/ui/Segments.tsx'
import { type Theme, THEMES } from '../kernel/ui/theme.ts'
import { ZOOMS } from '../kernel/ui/zoom.ts'
import { LANGUAGES } from './languages.ts'
import { useConfigure, useInfo } from './settings.ts'
import css from './shell.module.css'

const THEME_ICONS: Readonly<Record<Theme, typeof Sun>> = { light: Sun, dark: Moon, system: Monitor }

export const PreferencesPanel = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const configure = useConfigure()
  const settings = useInfo()?.settings
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => panel.current?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus(), [])
  if (!settings) return null
  return (
    <div ref={panel} className={css.preferenceList}>
      <Line label={t('ui.language')}>
        <Segments label={t('ui.language')} value={language} options={LANGUAGES} onChoose={value => void configure({ language: value })} />
      </Line>
      <Line label={t('ui.theme')}>
        <Segments
          label={t('ui.theme')}
          value={settings.theme}
          options={THEMES.map(value => {
            const Icon = THEME_ICONS[value]
            return {
              value,
              word: (
                <>
                  <Icon size={14} aria-hidden="true" />
                  {t(`ui.themes.${value}`)}
                </>
              ),
            }
          })}
          onChoose={value => void configure({ theme: value })}
        />
      </Line>
      <Line label={t('shell.density')}>
        <Segments
          label={t('shell.density')}
          value={settings.density}
          options={DENSITIES.map(value => ({ value, word: t(`shell.densities.${value}`) }))}
          onChoose={value => void configure({ density: value })}
        />
      </Line>
      <Line label={t('shell.zoom')}>
        <Segments label={t('shell.zoom')} value={settings.zoom} options={ZOOMS.map(value => ({ value, word: t('shell.percent', { value }) }))} onChoose={value => void configure({ zoom: value })} />
      </Line>
      <label className={css.check}>
        <input type="checkbox" checked={settings.letterKeys} onChange={event => void configure({ letterKeys: event.target.checked })} />
        <span>
          {t('shell.letterKeys')}
          <small>{t('shell.letterKeysHint')}</small>
        </span>
      </label>
    </div>
  )
}

const Line = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div>
    <span className={css.label} aria-hidden="true">
      {label}
    </span>
    {children}
  </div>
)
