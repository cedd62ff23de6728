import { Fragment, type ReactNode } from 'react'
import css from './table.module.css'

export interface TableColumn<R> {
  readonly name: string
  readonly head: string
  /** Whether the heading is only read aloud. */
  readonly isHeadHidden?: boolean
  readonly look?: 'name' | 'end' | 'soft' | 'nowrap' | 'wide' | 'content' | 'cut' | undefined
  readonly render: (row: R) => ReactNode
}

interface Props<R> {
  /** What the table is called. */
  readonly label: string
  readonly columns: readonly TableColumn<R>[]
  readonly rows: readonly R[]
  readonly keyOf: (row: R, index: number) => string | number
  /** What unfolds below a row, when something does. */
  readonly renderBelow?: (row: R) => ReactNode
}

/** A table that is read, not worked in: a few hundred rows at most. */
export const Table = <R,>({ label, columns, rows, keyOf, renderBelow }: Props<R>) => (
  <div className={css.wrap} tabIndex={0} role="group" aria-label={label}>
    <table className={css.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ name, head, isHeadHidden, look }) => (
            <th key={name} scope="col" className={look === 'end' ? css.end : undefined}>
              {isHeadHidden ? <span className="visually-hidden">{head}</span> : head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => {
          const more = renderBelow?.(row)
          return (
            <Fragment key={keyOf(row, index)}>
              <tr>
                {columns.map(({ name, look, render }) => (
                  <td key={name} className={look && css[look]}>
                    {render(row)}
                  </td>
                ))}
              </tr>
              {more ? (
                <tr className={css.below}>
                  <td colSpan={columns.length}>{more}</td>
                </tr>
              ) : null}
            </Fragment>
          )
        })}
      </tbody>
    </table>
  </div>
)
