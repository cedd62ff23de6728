import { useEffect, useState } from 'react'
import css from './workflows.module.css'

interface Props {
  readonly label: string
  readonly value: number
  readonly min?: number
  readonly onKeep: (value: number) => void
}

/** A whole number, kept when one leaves it or presses Enter; what is none is put back. */
export const NumberField = ({ label, value, min = 0, onKeep }: Props) => {
  const [text, setText] = useState(String(value))
  useEffect(() => setText(String(value)), [value])
  const keep = (): void => {
    const next = Number(text)
    if (text.trim() === '' || !Number.isInteger(next) || next < min || next > 3_660) setText(String(value))
    else if (next !== value) onKeep(next)
  }
  return <input className={css.number} inputMode="numeric" aria-label={label} value={text} onChange={event => setText(event.target.value)} onBlur={keep} onKeyDown={event => event.key === 'Enter' && keep()} />
}
