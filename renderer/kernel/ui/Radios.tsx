import { type ReactNode, useId } from 'react'
import css from './radios.module.css'

interface Props<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly word: ReactNode; readonly hint?: string }[]
  readonly onChoose: (value: V) => void
}

/** One of a few that each need a sentence. */
export const Radios = <V extends string>({ label, value, options, onChoose }: Props<V>) => {
  const name = useId()
  return (
    <fieldset className={css.radios}>
      <legend>{label}</legend>
      {options.map(option => (
        <label key={option.value}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChoose(option.value)} />
          <span>
            {option.word}
            {option.hint && <small>{option.hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
