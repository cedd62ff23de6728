/** At least this many hits of each type have a place before one type fills the rest. */
export const SHARE = 3
