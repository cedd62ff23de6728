import type { Variable } from './variable.ts'

export interface RichTextProps {
  readonly id: string
  /** What it is called. */
  readonly label: string
  /** HTML of the tags in `RICH_TEXT`; null when empty. */
  readonly value: string | null
  readonly onChange: (value: string | null) => void
  readonly onBlur?: (() => void) | undefined
  readonly isInvalid?: boolean | undefined
  /** Ids of what is said below it. */
  readonly describedBy?: string | undefined
  /** What may be inserted into it, where it is a template. */
  readonly variables?: readonly Variable[] | undefined
}
