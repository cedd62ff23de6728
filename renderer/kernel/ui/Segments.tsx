import type { ReactNode } from 'react'
import css from './segments.module.css'

interface Props<V extends string | number> {
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly word: ReactNode; readonly lang?: string }[]
  readonly onChoose: (value: V) => void
}

/** One of a few, all in sight. */
export const Segments = <V extends string | number>({ label, value, options, onChoose }: Props<V>) => (
  <div role="group" aria-label={label} className={css.segments}>
    {options.map(option => (
      <button key={option.value} type="button" lang={option.lang} aria-pressed={option.value === value} onClick={() => onChoose(option.value)}>
        {option.word}
      </button>
    ))}
  </div>
)
