import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Outlet, useLocation, useNavigate, useNavigation } from 'react-router'
import { visibleEntity } from '../kernel/blocks/relations.ts'
import { useOperations } from '../kernel/state/operations.ts'
import { useShortcuts } from '../kernel/ui/shortcuts.ts'
import { Toasts } from '../kernel/ui/Toasts.tsx'
import { BugStrip } from './BugStrip.tsx'
import { ConnectionStrip } from './ConnectionStrip.tsx'
import { CreateMenu } from './CreateMenu.tsx'
import { DropAnywhere } from './DropAnywhere.tsx'
import { Footer } from './Footer.tsx'
import { MainMenu } from './MainMenu.tsx'
import { Mark } from './Mark.tsx'
import { goTo } from './menu-entries.ts'
import { Preferences } from './Preferences.tsx'
import { RescueStrip } from './RescueStrip.tsx'
import { SearchBox } from './SearchBox.tsx'
import { useInfo, useSettingsShown } from './settings.ts'
import css from './shell.module.css'

const SampleStrip = lazy(async () => ({ default: (await import('./SampleStrip.tsx')).SampleStrip }))
const KeysDialog = lazy(async () => ({ default: (await import('./KeysDialog.tsx')).KeysDialog }))
/** The menu stands as this window remembers it; whether it was arranged anew is asked when the first screen stands. */
const FollowMenu = lazy(async () => {
  await new Promise(resolve => setTimeout(resolve, 1_000))
  return { default: (await import('./FollowMenu.tsx')).FollowMenu }
})
const AboutDialog = lazy(async () => ({ default: (await import('./AboutDialog.tsx')).AboutDialog }))

/** What surrounds every screen. */
export const Shell = () => {
  const { t } = useTranslation()
  const main = useRef<HTMLElement>(null)
  const { undoLast, redoLast } = useOperations()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [showing, setShowing] = useState<'keys' | 'about'>()
  const isLoading = useNavigation().state !== 'idle'
  useFocusOnMove(main, pathname)
  useSettingsShown()
  const info = useInfo()
  /** What N makes here. */
  const type = visibleEntity(pathname.split('/')[1])?.type ?? 'contact'
  const showKeys = (): void => setShowing('keys')
  const redo = (): void => void redoLast()
  useShortcuts({
    'ctrl+z': () => void undoLast(),
    'ctrl+shift+z': redo,
    'ctrl+y': redo,
    n: () => void navigate(`/${type}/nouveau`),
    '?': showKeys,
    f1: showKeys,
    '/': () => document.querySelector<HTMLElement>('[data-quick-filter]')?.focus(),
    ...Object.fromEntries([...goTo].map(([letter, to]) => [`g ${letter}`, () => void navigate(to)])),
  })
  return (
    <div className={css.window}>
      <a className={css.skip} href="#main" onClick={event => { event.preventDefault(); main.current?.focus() }}>
        {t('ui.skip')}
      </a>
      <header className={css.top}>
        <Brand />
        <MainMenu />
        <SearchBox />
        <CreateMenu type={type} />
        <Preferences />
      </header>
      <ConnectionStrip />
      <BugStrip />
      <RescueStrip />
      {info?.hasSample && (
        <Suspense>
          <SampleStrip />
        </Suspense>
      )}
      <main id="main" ref={main} tabIndex={-1} className={css.main} aria-busy={isLoading}>
        <Outlet />
      </main>
      <Footer onAbout={() => setShowing('about')} onKeys={showKeys} />
      <Toasts />
      <DropAnywhere />
      <Suspense>
        <FollowMenu />
      </Suspense>
      {showing && <Suspense>{showing === 'keys' ? <KeysDialog onClose={() => setShowing(undefined)} /> : <AboutDialog onClose={() => setShowing(undefined)} />}</Suspense>}
    </div>
  )
}

const Brand = () => (
  <Link to="/" className={css.brand} aria-label="Calepin">
    <Mark />
    <span>Calepin</span>
  </Link>
)

/** After a move to another screen the keyboard is in it; what then comes into the screen may take it further. */
const useFocusOnMove = (main: React.RefObject<HTMLElement | null>, pathname: string): void => {
  const last = useRef(pathname)
  useEffect(() => {
    if (last.current === pathname) return
    last.current = pathname
    const active = document.activeElement
    if (active && active !== document.body && main.current?.contains(active)) return
    main.current?.focus({ preventScroll: true })
  }, [main, pathname])
}
