import '@fontsource-variable/hanken-grotesk/wght.css'
import '../kernel/ui/tokens.css'
import '../kernel/ui/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import type { Port } from '../../shared/kernel/rpc/port.ts'
import { ConnectionContext } from '../kernel/rpc/api-context.tsx'
import { connect, unwrap } from '../kernel/rpc/connection.ts'
import { drafts } from '../kernel/state/drafts.ts'
import { openChoices, prepareLocalDb, tablesReady } from '../kernel/state/local-db.ts'
import { createQueries, followWrites, keys } from '../kernel/state/queries.ts'
import { remembered } from '../kernel/state/remembered.ts'
import { rememberedLanguage, startTexts, wordsReady } from '../kernel/text/i18n.ts'
import { density } from '../kernel/ui/density.ts'
import { takeDoubleClicksAsOne } from '../kernel/ui/double-click.ts'
import { theme } from '../kernel/ui/theme.ts'
import { TypeLooksContext } from '../kernel/ui/type-looks.ts'
import { zoom } from '../kernel/ui/zoom.ts'
import { followCustoms } from './customs.ts'
import { typeLooks } from './modules.ts'
import { followDamage } from './rescue-state.ts'
import { RescueGate } from './RescueGate.tsx'
import { createRouter } from './router.tsx'
import { Switches } from './Switches.tsx'
import { UnlockGate } from './UnlockGate.tsx'

/** Long enough for the first screen to stand. */
const LATER_MS = 2_000

/** Opens the window in an element of the page; `openPort` reaches the core and is asked again after a loss. */
export const startWindow = async (root: HTMLElement, openPort: () => Promise<Port>): Promise<void> => {
  const connection = connect(openPort)
  const queries = createQueries()
  followWrites(connection, queries)
  followDamage(connection, queries)
  followCustoms(connection)
  const info = queries.fetchQuery({ queryKey: keys.info, queryFn: () => unwrap(connection.api.app.info({})) })
  const folder = info.then(({ data }) => data)
  openChoices(folder, remembered)
  prepareLocalDb(folder, { drafts })
  theme.set(theme.remembered())
  density.set(density.remembered())
  zoom.set(zoom.remembered())
  takeDoubleClicksAsOne()
  await startTexts(rememberedLanguage())
  createRoot(root).render(
    <ConnectionContext value={connection}>
      <QueryClientProvider client={queries}>
        <TypeLooksContext value={typeLooks}>
          <UnlockGate>
            <RescueGate>
              <Switches>
                <RouterProvider router={createRouter()} />
              </Switches>
            </RescueGate>
          </UnlockGate>
        </TypeLooksContext>
      </QueryClientProvider>
    </ConnectionContext>,
  )
  // What the first screen does without; a screen that needs it loads it sooner.
  setTimeout(() => requestIdleCallback(() => void Promise.all([wordsReady(), tablesReady()])), LATER_MS)
}
