import { ChartColumn, Handshake, Sprout, TrendingUp } from 'lucide-react'
import { lazy } from 'react'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { lazyBlock } from '../../kernel/blocks/lazy-block.tsx'
import { later } from '../../kernel/ui/with-mui.tsx'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

const DealFigures = lazy(async () => ({ default: (await import('./DealFigures.tsx')).DealFigures }))
const StandingFigures = lazy(async () => ({ default: (await import('./StandingFigures.tsx')).StandingFigures }))

const isDeal = ({ type }: AnyEntity): boolean => type === 'opportunity'
const isLead = ({ type }: AnyEntity): boolean => type === 'lead'
const hasArchive = ({ archive }: AnyEntity): boolean => archive !== undefined

export const opportunities: WindowModule = {
  name: 'opportunities',
  types: {
    opportunity: { icon: Handshake, isPerson: false, hasCard: false, group: 'sales', letter: 'a' },
    lead: { icon: Sprout, isPerson: false, hasCard: false, group: 'sales', letter: 'l' },
  },
  menu: [
    { group: 'sales', to: '/ventes/prevision', label: 'leads.forecast', icon: TrendingUp },
    { group: 'sales', to: '/ventes/analyse', label: 'leads.analysis', icon: ChartColumn },
  ],
  figures: [
    { name: 'deals', isFor: ({ type }) => type === 'contact' || type === 'organisation', Figure: DealFigures },
    { name: 'standing', isFor: isDeal, Figure: StandingFigures },
  ],
  blocks: [{ name: 'phases', column: 'middle', isFor: isDeal, Block: lazyBlock(async () => (await import('./PhasesBlock.tsx')).PhasesBlock) }],
  actions: [
    { name: 'convert', isFor: isLead, Action: later(async () => (await import('./ConvertLead.tsx')).ConvertLead) },
    { name: 'archive', isFor: hasArchive, Action: later(async () => (await import('./ArchiveOne.tsx')).ArchiveOne) },
  ],
  selectionActions: [{ name: 'archive', isFor: hasArchive, Action: later(async () => (await import('./ArchiveTicked.tsx')).ArchiveTicked) }],
  cardMarks: [{ name: 'standing', isFor: isDeal, Mark: later(async () => (await import('./StandingMark.tsx')).StandingMark) }],
  routes: [
    { path: 'ventes/prevision', load: async () => (await import('./ForecastPage.tsx')).ForecastPage },
    { path: 'ventes/analyse', load: async () => (await import('./AnalysisPage.tsx')).AnalysisPage },
  ],
}
