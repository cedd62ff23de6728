import IconButton from '@mui/material/IconButton'
import Popover from '@mui/material/Popover'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import Tooltip from '@mui/material/Tooltip'
import { useColorScheme } from '@mui/material/styles'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Monitor, Moon, Settings2, Sun } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { unwrap } from '../kernel/rpc/connection.ts'
import { useOperations } from '../kernel/state/operations.ts'
import { keys } from '../kernel/state/queries.ts'
import { type Language, speak } from '../kernel/text/i18n.ts'
import { useLanguage } from '../kernel/text/use-language.ts'
import { DENSITIES, type Density, setDensity } from '../kernel/ui/density.ts'
import { setLetters } from '../kernel/ui/shortcuts.ts'
import { LANGUAGES } from './languages.ts'
import css from './shell.module.css'

type Theme = 'light' | 'dark' | 'system'
const THEMES: readonly { readonly value: Theme; readonly icon: typeof Sun }[] = [
  { value: 'light', icon: Sun },
  { value: 'dark', icon: Moon },
  { value: 'system', icon: Monitor },
]

/** Settings of this machine that change what is seen, at once. */
export const Preferences = () => {
  const { t } = useTranslation()
  const api = useApi()
  const queries = useQueryClient()
  const language = useLanguage()
  const { mode, setMode } = useColorScheme()
  const { failed } = useOperations()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const { data } = useQuery({ queryKey: keys.info, queryFn: ({ signal }) => unwrap(api.app.info({}, { signal })) })
  const kept = data?.settings
  useEffect(() => {
    if (!kept) return
    setMode(kept.theme)
    setDensity(kept.density)
    setLetters(kept.letterKeys)
    void speak(kept.language)
  }, [kept, setMode])
  const configure = async (change: { language?: Language; theme?: Theme; density?: Density; letterKeys?: boolean }): Promise<void> => {
    if (change.theme) setMode(change.theme)
    if (change.language) await speak(change.language)
    queries.setQueryData(keys.info, (old: typeof data) => old && { ...old, settings: { ...old.settings, ...change } })
    try {
      await unwrap(api.app.configure(change))
      await queries.invalidateQueries({ queryKey: keys.info })
    } catch (error) {
      failed(error)
    }
  }
  return (
    <>
      <Tooltip title={t('ui.preferences')}>
        <IconButton aria-label={t('ui.preferences')} aria-haspopup="dialog" aria-expanded={anchor !== null} onClick={event => setAnchor(event.currentTarget)}>
          <Settings2 size={18} aria-hidden="true" />
        </IconButton>
      </Tooltip>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        transitionDuration={90}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t('ui.preferences'), className: css.preferences } }}
      >
        <div>
          <span className={css.label} id="preference-language">{t('ui.language')}</span>
          <ToggleButtonGroup exclusive value={language} aria-labelledby="preference-language" onChange={(_, next: Language | null) => next && void configure({ language: next })}>
            {Object.entries(LANGUAGES).map(([value, name]) => (
              <ToggleButton key={value} value={value} lang={value}>
                {name}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </div>
        <div>
          <span className={css.label} id="preference-theme">{t('ui.theme')}</span>
          <ToggleButtonGroup exclusive value={mode ?? 'system'} aria-labelledby="preference-theme" onChange={(_, next: Theme | null) => next && void configure({ theme: next })}>
            {THEMES.map(({ value, icon: Icon }) => (
              <ToggleButton key={value} value={value}>
                <Icon size={14} aria-hidden="true" />
                {t(`ui.themes.${value}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </div>
        <div>
          <span className={css.label} id="preference-density">{t('shell.density')}</span>
          <ToggleButtonGroup exclusive value={kept?.density ?? 'normal'} aria-labelledby="preference-density" onChange={(_, next: Density | null) => next && void configure({ density: next })}>
            {DENSITIES.map(value => (
              <ToggleButton key={value} value={value}>
                {t(`shell.densities.${value}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </div>
        <label className={css.check}>
          <input type="checkbox" checked={kept?.letterKeys ?? true} onChange={event => void configure({ letterKeys: event.target.checked })} />
          {t('shell.letterKeys')}
        </label>
      </Popover>
    </>
  )
}
