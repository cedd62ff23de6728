import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Outlet, useLocation, useNavigate, useNavigation } from 'react-router'
import { visibleEntity } from '../kernel/blocks/relations.ts'
import { useOff } from '../kernel/state/off.ts'
import { useOperations } from '../kernel/state/operations.ts'
import { useRegistry } from '../kernel/state/registry.ts'
import { useShortcuts } from '../kernel/ui/shortcuts.ts'
import { Toasts } from '../kernel/ui/Toasts.tsx'
import { later, soon } from '../kernel/ui/with-mui.tsx'
import { BugStrip } from './BugStrip.tsx'
import { ConnectionStrip } from './ConnectionStrip.tsx'
import { CreateMenu } from './CreateMenu.tsx'
import { DropAnywhere } from './DropAnywhere.tsx'
import { Footer } from './Footer.tsx'
import { MainMenu } from './MainMenu.tsx'
import { Mark } from './Mark.tsx'
import { useEntries } from './menu-entries.ts'
import { followersOf, modulesOn } from './modules.ts'
import { Preferences } from './Preferences.tsx'
import { RescueStrip } from './RescueStrip.tsx'
import { SampleStrip } from './SampleStrip.tsx'
import { SearchBox } from './SearchBox.tsx'
import { useSettingsShown } from './settings.ts'
import css from './shell.module.css'

const KeysDialog = later(async () => (await import('./KeysDialog.tsx')).KeysDialog)
/** Until then the menu stands as this window remembers it. */
const FollowMenu = soon(async () => (await import('./FollowMenu.tsx')).FollowMenu)
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
  useRegistry()
  /** What N makes here. */
  const named = visibleEntity(pathname.split('/')[1])?.type ?? 'contact'
  const off = useOff()
  const type = off.types.has(named) ? 'contact' : named
  const followers = followersOf(modulesOn(off))
  const entries = useEntries()
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
    ...Object.fromEntries(entries.flatMap(({ letter, to }) => (letter ? [[`g ${letter}`, () => void navigate(to)]] : []))),
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
      <SampleStrip />
      <main id="main" ref={main} tabIndex={-1} className={css.main} aria-busy={isLoading}>
        <Outlet />
      </main>
      <Footer onAbout={() => setShowing('about')} onKeys={showKeys} />
      <DropAnywhere />
      <Toasts />
      <Suspense>
        <FollowMenu />
      </Suspense>
      <Suspense>
        {followers.map((Follow, index) => (
          <Follow key={index} />
        ))}
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
