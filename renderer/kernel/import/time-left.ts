/** How far something was at a moment, in milliseconds. */
export interface Sample {
  readonly done: number
  readonly at: number
}

/** Before so long nobody can tell. */
const LEAST_MS = 1_500

/** How long it will take from `now` to `total` at the pace since the first sample; undefined while that is a guess. */
export const timeLeftMs = (first: Sample, now: Sample, total: number | undefined): number | undefined => {
  const done = now.done - first.done
  const took = now.at - first.at
  if (total === undefined || done <= 0 || took < LEAST_MS) return undefined
  return Math.max(0, ((total - now.done) * took) / done)
}

/** In which words a duration is told: no more exactly than it is known. */
export const spokenDuration = (ms: number): { readonly unit: 'seconds' | 'minutes' | 'hours'; readonly count: number } => {
  const seconds = Math.max(1, Math.ceil(ms / 1_000))
  if (seconds < 60) return { unit: 'seconds', count: seconds > 20 ? Math.ceil(seconds / 10) * 10 : seconds }
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? { unit: 'minutes', count: minutes } : { unit: 'hours', count: Math.round(minutes / 60) }
}
