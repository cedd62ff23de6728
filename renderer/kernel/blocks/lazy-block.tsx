import { type ComponentType, lazy, Suspense } from 'react'
import type { SheetProps } from './sheet-block.ts'

/** A block whose code is fetched when a sheet first shows it. */
export const lazyBlock = (load: () => Promise<ComponentType<SheetProps>>): ComponentType<SheetProps> => {
  const Loaded = lazy(async () => ({ default: await load() }))
  return props => (
    <Suspense fallback={null}>
      <Loaded {...props} />
    </Suspense>
  )
}
