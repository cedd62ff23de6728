import type { Colour } from '../../../shared/kernel/entity/value-list.ts'
import css from './ui.module.css'

/** A status: a tint, a dot and the word. */
export const Chip = ({ colour, children }: { readonly colour: Colour; readonly children: string }) => (
  <span className={`${css.chip} ${css[`tint_${colour}`]}`}>
    <span>{children}</span>
  </span>
)
