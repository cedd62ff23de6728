import { lazy, Suspense } from 'react'
import type { SheetBlock } from './sheet-block.ts'

/** A block whose code is fetched when a sheet first shows it. */
export const lazyBlock = (load: () => Promise<SheetBlock['Block']>): SheetBlock['Block'] => {
  const Loaded = lazy(async () => ({ default: await load() }))
  return props => (
    <Suspense fallback={null}>
      <Loaded {...props} />
    </Suspense>
  )
}
