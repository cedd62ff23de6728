/** At most this many records become one at a time. */
export const MOST_MERGED = 10

/** As many pairs are counted, or more. */
export const MOST_COUNTED = 1_000
