import { Suspense } from 'react'
import { later } from '../ui/with-mui.tsx'
import type { Variable } from './variable.ts'
import css from './rich-text.module.css'

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

const Editor = later(async () => (await import('./RichTextEditor.tsx')).RichTextEditor)

/** Formatted text; its editor is loaded when it is first shown. */
export const RichText = (props: RichTextProps) => (
  <Suspense fallback={<div className={css.editor} aria-hidden="true" />}>
    <Editor {...props} />
  </Suspense>
)
