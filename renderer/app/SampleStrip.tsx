import { lazy, Suspense } from 'react'
import { useInfo } from './settings.ts'

const SampleNotice = lazy(async () => ({ default: (await import('./SampleNotice.tsx')).SampleNotice }))

/** Says that what is shown is invented, as long as it is. */
export const SampleStrip = () =>
  useInfo()?.hasSample && (
    <Suspense>
      <SampleNotice />
    </Suspense>
  )
