import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense } from 'react'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../kernel/rpc/connection.ts'
import { keys } from '../kernel/state/queries.ts'
import { wordsReady } from '../kernel/text/i18n.ts'
import { ConnectionStrip } from './ConnectionStrip.tsx'
import { Mark } from './Mark.tsx'
import css from './shell.module.css'

const Rescue = lazy(async () => ({ default: (await Promise.all([import('./Rescue.tsx'), wordsReady()]))[0].Rescue }))

/** The window, or the one screen that is left of it where the data cannot be read. */
export const RescueGate = ({ children }: { readonly children: ReactNode }) => {
  const api = useApi()
  const { error } = useQuery({ queryKey: keys.info, queryFn: ({ signal }) => unwrap(api.app.info({}, { signal })) })
  if (!(error instanceof FailureError) || error.failure.code !== 'STORE_DAMAGED') return children
  return (
    <div className={css.window}>
      <header className={css.top}>
        <span className={css.brand}>
          <Mark />
          <span>Calepin</span>
        </span>
      </header>
      <ConnectionStrip />
      <main className={css.main}>
        <Suspense>
          <Rescue />
        </Suspense>
      </main>
    </div>
  )
}
