import { Handshake, Sprout } from 'lucide-react'
import { lazy } from 'react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

const DealFigures = lazy(async () => ({ default: (await import('./DealFigures.tsx')).DealFigures }))

export const opportunities: WindowModule = {
  name: 'opportunities',
  types: {
    opportunity: { icon: Handshake, isPerson: false, hasCard: false, group: 'sales', letter: 'a' },
    lead: { icon: Sprout, isPerson: false, hasCard: false, group: 'sales', letter: 'l' },
  },
  figures: [{ name: 'deals', isFor: ({ type }) => type === 'contact' || type === 'organisation', Figure: DealFigures }],
}
