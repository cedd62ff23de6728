import { type ComponentType, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createBrowserRouter, type RouteObject, useParams } from 'react-router'
import type { AnyEntity } from '../../shared/kernel/entity/define.ts'
import { shownEntity } from '../../shared/kernel/entity/off.ts'
import { moduleOf } from '../../shared/modules/config/modules.ts'
import { visibleEntity } from '../kernel/blocks/relations.ts'
import { choicesReady, tablesReady } from '../kernel/state/local-db.ts'
import { useRegistry } from '../kernel/state/registry.ts'
import { useOff } from '../kernel/state/off.ts'
import { wordsReady } from '../kernel/text/i18n.ts'
import { withMui } from '../kernel/ui/with-mui.tsx'
import { typesReady } from './customs.ts'
import { Home } from './Home.tsx'
import { modules } from './modules.ts'
import { NotFound } from './NotFound.tsx'
import { Shell } from './Shell.tsx'
import { Stumbled } from './Stumbled.tsx'

/** Stands for a screen of a module that is off. It is loaded once the window listens for the words that come with it. */
const SwitchedOff = ({ module }: { readonly module: string }) => {
  const [Screen, setScreen] = useState<ComponentType<{ readonly module: string }>>()
  useEffect(() => void Promise.all([import('./OffPage.tsx'), wordsReady()]).then(([{ OffPage }]) => setScreen(() => OffPage)), [])
  return Screen && <Screen module={module} />
}

interface TypePage {
  readonly entity: AnyEntity
  readonly id: string
}

/** A screen of any type, named by the first part of the address. */
const ofType = (Screen: ComponentType<TypePage>): ComponentType => () => {
  const { type, id = '' } = useParams()
  useRegistry()
  const entity = visibleEntity(type)
  const off = useOff()
  const { i18n } = useTranslation()
  if (!entity) return <NotFound />
  // Words that are not of the first screen are on their way.
  if (!entity.own && !i18n.exists(`${entity.labels}.many`)) return null
  if (off.types.has(entity.type)) return <SwitchedOff module={moduleOf(entity.type)!} />
  return <Screen key={`${type} ${id}`} entity={shownEntity(entity, off)} id={id} />
}

/** A screen of a module, while that is on. */
const ofModule = (module: string, Screen: ComponentType): ComponentType => () => useOff().modules.has(module) ? <SwitchedOff module={module} /> : <Screen />

/** What this window remembers is there before a screen is drawn, so that nothing on it jumps. */
const plainScreen = (path: string, load: () => Promise<ComponentType>, ...ready: readonly (() => Promise<void>)[]): RouteObject => ({
  path,
  lazy: async () => ({ Component: (await Promise.all([load(), ...[choicesReady, typesReady, ...ready].map(is => is())]))[0] }),
})

const screen = (path: string, load: () => Promise<ComponentType>, ...ready: readonly (() => Promise<void>)[]): RouteObject => plainScreen(path, () => withMui(load()), ...ready)

export const createRouter = () =>
  createBrowserRouter([
    {
      path: '/',
      element: <Shell />,
      errorElement: <Stumbled />,
      hydrateFallbackElement: <></>,
      children: [
        {
          // Within the window: a broken screen does not take the menu away.
          errorElement: <Stumbled />,
          children: [
            { index: true, element: <Home /> },
            plainScreen('secours', async () => (await import('./Rescue.tsx')).Rescue, wordsReady),
            plainScreen('bienvenue', async () => (await import('./Welcome.tsx')).Welcome, wordsReady),
            ...modules.flatMap(({ name, routes = [] }) => routes.map(({ path, load }) => screen(path, name ? async () => ofModule(name, await load()) : load))),
            screen('reglages/menu', async () => (await import('./MenuSettings.tsx')).MenuSettings),
            plainScreen(':type', async () => ofType((await import('../kernel/list/ListPage.tsx')).ListPage)),
            screen(':type/nouveau', async () => ofType((await import('../kernel/form/EditPage.tsx')).NewPage), tablesReady),
            screen(':type/filtre', async () => ofType((await import('../kernel/filter/FilterPage.tsx')).FilterPage), wordsReady),
            screen(':type/:id', async () => ofType((await import('../kernel/blocks/SheetPage.tsx')).SheetPage)),
            screen(':type/:id/modifier', async () => ofType((await import('../kernel/form/EditPage.tsx')).EditPage), tablesReady),
            { path: '*', element: <NotFound /> },
          ],
        },
      ],
    },
  ])
