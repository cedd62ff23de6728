import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { type Api, unwrap } from '../kernel/rpc/connection.ts'
import { useOperations } from '../kernel/state/operations.ts'
import { keys } from '../kernel/state/queries.ts'
import { speak } from '../kernel/text/i18n.ts'
import { density } from '../kernel/ui/density.ts'
import { setLetters } from '../kernel/ui/shortcuts.ts'
import { theme } from '../kernel/ui/theme.ts'
import { zoom } from '../kernel/ui/zoom.ts'

export type Info = Extract<Awaited<ReturnType<Api['app']['info']>>, { ok: true }>['value']
type Settings = Info['settings']

const PROGRESS_MS = 1_000

/** What the core says of itself; undefined until it is first heard. */
export const useInfo = (): Info | undefined => {
  const api = useApi()
  return useQuery({ queryKey: keys.info, queryFn: ({ signal }) => unwrap(api.app.info({}, { signal })), refetchInterval: ({ state }) => state.data?.rebuilding !== undefined && PROGRESS_MS }).data
}

/** The same, asked again and awaited; undefined too when the core cannot answer. */
export const useFreshInfo = (): { isReady: boolean; info: Info | undefined } => {
  const api = useApi()
  const { data, isFetching } = useQuery({ queryKey: keys.info, queryFn: ({ signal }) => unwrap(api.app.info({}, { signal })), staleTime: 0 })
  return { isReady: !isFetching, info: data }
}

const show = (settings: Settings): void => {
  theme.set(settings.theme)
  density.set(settings.density)
  zoom.set(settings.zoom)
  setLetters(settings.letterKeys)
  void speak(settings.language)
}

/** Shows the settings of this machine whenever they change. */
export const useSettingsShown = (): void => {
  const settings = useInfo()?.settings
  useEffect(() => {
    if (settings) show(settings)
  }, [settings])
}

/** Changes settings: seen at once, then kept by the core. */
export const useConfigure = (): ((change: Partial<Settings>) => Promise<void>) => {
  const api = useApi()
  const queries = useQueryClient()
  const { failed } = useOperations()
  return async change => {
    // An answer on its way knows nothing of the change.
    void queries.cancelQueries({ queryKey: keys.info })
    queries.setQueryData<Info>(keys.info, old => old && { ...old, settings: { ...old.settings, ...change } })
    try {
      await unwrap(api.app.configure(change))
    } catch (error) {
      failed(error)
    }
    await queries.invalidateQueries({ queryKey: keys.info })
  }
}
