/** Characters of a new passphrase, at least. */
export const SHORTEST_PASSPHRASE = 12
