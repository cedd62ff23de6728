import css from './charts.module.css'

export interface BarPart {
  /** What of the whole it takes, from 0 to 1. */
  readonly share: number
  /** The first series, the same fainter, or what is won. */
  readonly look: 'first' | 'faint' | 'won'
}

/** A bar beside the figures that say the same in words: hidden from readers. */
export const Bars = ({ parts }: { readonly parts: readonly BarPart[] }) => (
  <span className={css.track} aria-hidden="true">
    {parts.map(({ share, look }) => (share > 0 ? <span key={look} className={css[look]} style={{ width: `${Math.max(0.5, share * 100)}%` }} /> : null))}
  </span>
)
