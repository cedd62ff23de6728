import '@fontsource-variable/hanken-grotesk/wght.css'
import '../kernel/ui/tokens.css'
import '../kernel/ui/base.css'
import { ThemeProvider } from '@mui/material/styles'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import type { Port } from '../../shared/kernel/rpc/port.ts'
import { ConnectionContext } from '../kernel/rpc/api-context.tsx'
import { connect } from '../kernel/rpc/connection.ts'
import { createQueries, followWrites } from '../kernel/state/queries.ts'
import { rememberedLanguage, startTexts } from '../kernel/text/i18n.ts'
import { TypeLooksContext } from '../kernel/ui/type-looks.ts'
import { typeLooks } from './modules.ts'
import { createRouter } from './router.tsx'
import { theme } from './theme.ts'

/** Opens the window in an element of the page; `openPort` reaches the core and is asked again after a loss. */
export const startWindow = async (root: HTMLElement, openPort: () => Promise<Port>): Promise<void> => {
  const connection = connect(openPort)
  const queries = createQueries()
  followWrites(connection, queries)
  await startTexts(rememberedLanguage())
  createRoot(root).render(
    <ThemeProvider theme={theme} defaultMode="system" modeStorageKey="calepin.theme" disableTransitionOnChange>
      <ConnectionContext value={connection}>
        <QueryClientProvider client={queries}>
          <TypeLooksContext value={typeLooks}>
            <RouterProvider router={createRouter()} />
          </TypeLooksContext>
        </QueryClientProvider>
      </ConnectionContext>
    </ThemeProvider>,
  )
}
