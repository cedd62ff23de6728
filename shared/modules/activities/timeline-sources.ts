/** Where the things that happened come from; `event` is what the history tells: creations, changes of phase and status. */
export const TIMELINE_SOURCES = ['activity', 'note', 'document', 'emailMessage', 'surveyResponse', 'event'] as const
export type TimelineSource = (typeof TIMELINE_SOURCES)[number]

interface Named {
  readonly id: string
  readonly type: string
  readonly title: string
}

/** An activity that is open. */
export interface UpcomingItem {
  /** Tells it from every other. */
  readonly key: string
  readonly source: TimelineSource
  readonly by: string
  readonly record: Named
  /** Fields of the record by which it is told. */
  readonly data: Readonly<Record<string, unknown>>
  /** Whom it is about besides the record that was asked for. */
  readonly about: readonly Named[]
  readonly day?: string | undefined
}

/** Something that happened at an instant (ISO 8601, UTC). */
export interface TimelineItem extends Omit<UpcomingItem, 'day'> {
  readonly at: string
  /** Of an event that is no creation. */
  readonly change?: { readonly field: string; readonly from: unknown; readonly to: unknown } | undefined
}
