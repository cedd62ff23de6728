import { type ReactNode, useId } from 'react'
import type { FormGroup } from '../layout/form-layout.ts'
import css from './form.module.css'

/** Fields of a form that stand together, in rows of one or two, under their title if they have one. */
export const FieldGroup = ({ group: { title, rows }, render }: { readonly group: FormGroup; readonly render: (name: string) => ReactNode }) => {
  const heading = useId()
  return (
    <div className={css.fields} role={title ? 'group' : undefined} aria-labelledby={title ? heading : undefined}>
      {title && <h2 id={heading}>{title}</h2>}
      {rows.map(row => (
        <div key={row.join(' ')} className={css.row}>
          {row.map(render)}
        </div>
      ))}
    </div>
  )
}
