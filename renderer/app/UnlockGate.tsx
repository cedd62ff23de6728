import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense } from 'react'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../kernel/rpc/connection.ts'
import { keys } from '../kernel/state/queries.ts'
import { wordsReady } from '../kernel/text/i18n.ts'

const Unlock = lazy(async () => ({ default: (await Promise.all([import('./Unlock.tsx'), wordsReady()]))[0].Unlock }))

/** The window, or what asks for the passphrase where the data is locked. */
export const UnlockGate = ({ children }: { readonly children: ReactNode }) => {
  const api = useApi()
  const { error } = useQuery({ queryKey: keys.info, queryFn: ({ signal }) => unwrap(api.app.info({}, { signal })) })
  if (!(error instanceof FailureError) || !error.failure.code.startsWith('KEY_')) return children
  return (
    <Suspense>
      <Unlock />
    </Suspense>
  )
}
