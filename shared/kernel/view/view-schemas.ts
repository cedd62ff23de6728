import { z } from 'zod'
import { isViewLooks, type ViewLooks } from './view.ts'

const viewLooks = z.custom<ViewLooks>(isViewLooks, 'not the looks of a list').meta({ type: 'object' })

/** A saved view as the window knows it. */
export const savedViewView = z.object({
  id: z.string(),
  name: z.string(),
  forType: z.string(),
  looks: viewLooks,
  isShared: z.boolean(),
  isDefault: z.boolean(),
  /** The roles for whose people the list opens with it. */
  roles: z.array(z.string()),
  /** Whether the list opens with it for whoever asks: one of a type at most. */
  isUsual: z.boolean(),
  /** Whose it is. */
  owner: z.string(),
  isMine: z.boolean(),
})
export type SavedViewView = z.output<typeof savedViewView>
