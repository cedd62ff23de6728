const DAY_MS = 86_400_000

/** How many days lie between two days (`2026-11-20`), negative when the second comes first. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY_MS)
