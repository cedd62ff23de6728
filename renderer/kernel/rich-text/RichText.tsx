import { Suspense } from 'react'
import { later } from '../ui/with-mui.tsx'
import type { RichTextProps } from './rich-text-props.ts'
import css from './rich-text.module.css'

const Editor = later(async () => (await import('./RichTextEditor.tsx')).RichTextEditor)

/** Formatted text; its editor is loaded when it is first shown. */
export const RichText = (props: RichTextProps) => (
  <Suspense fallback={<div className={css.editor} aria-hidden="true" />}>
    <Editor {...props} />
  </Suspense>
)
