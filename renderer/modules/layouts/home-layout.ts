import { effectiveLayout, type Layout } from '../../../shared/kernel/layout/layout.ts'

const HOME_ZONES = ['main', 'side'] as const
export const HOME_BLOCKS = { today: 'main', totals: 'main', changed: 'main', recent: 'side', duplicates: 'side', pad: 'side' } as const
export type HomeBlock = keyof typeof HOME_BLOCKS

/** The blocks of the page on which one arrives. */
export const homeLayout = (layout: Layout | undefined): Layout => effectiveLayout(Object.entries(HOME_BLOCKS).map(([name, zone]) => ({ name, zone })), HOME_ZONES, layout)
