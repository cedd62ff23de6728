/** Whoever works at this machine: what the envelope of records calls them, and the id of the `user` record that says who it is. */
export const LOCAL_ACTOR = 'local'

/** Stands for the name of somebody who has not said it yet. */
export const NAMELESS = '—'
