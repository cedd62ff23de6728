import { createChoice } from './remembered-choice.ts'

/** Percents by which everything can be larger or smaller. */
export const ZOOMS = [90, 100, 110, 125, 150] as const
export type Zoom = (typeof ZOOMS)[number]

/** The size of texts and of all around them; the steps of the layout follow, since they ask how wide the window is in its own pixels. */
export const zoom = createChoice<Zoom>('zoom', ZOOMS, 100, percent => document.documentElement.style.setProperty('--zoom', String(percent / 100)))
