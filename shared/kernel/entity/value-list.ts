export const COLOURS = ['neutral', 'accent', 'ok', 'warn', 'err', 'info', 'plum'] as const
export type Colour = (typeof COLOURS)[number]

export interface ListedValue {
  readonly key: string
  readonly colour?: Colour
  /** Kept by the records that have it, no longer offered. */
  readonly disabled?: boolean
  /** How likely a sale is that stands there, in percent. */
  readonly chance?: number
  /** Of a sale that stands there it is known how it ended: never both. */
  readonly isWon?: boolean
  readonly isLost?: boolean
  /** After how many days without a sign of life a sale that stands there counts as stalled. */
  readonly staleDays?: number
}

/**
 * The values that a choice offers, in order. Those declared here are words of the application (`<labels>.<key>` in the
 * locales); users' own are `listValue` records, which may also rename, recolour, reorder or disable a declared one.
 */
export interface ValueList {
  readonly name: string
  readonly labels: string
  /** Whether a value unknown to the list is added when an import brings it. */
  readonly open: boolean
  /** Whether its values are the steps of a sale, which say how likely it is and how it ended. */
  readonly ofSales?: boolean
  readonly values: readonly ListedValue[]
}

export const defineValueList = (list: ValueList): ValueList => list

/** The tags: an open list whose values are the `tag` records, each by its id. */
export const TAGS = defineValueList({ name: 'tag', labels: 'tags.named', open: true, values: [] })
