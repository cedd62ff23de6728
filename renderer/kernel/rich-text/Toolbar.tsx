import { type Editor, useEditorState } from '@tiptap/react'
import { Bold, Heading2, Heading3, ImagePlus, Italic, Link, List, ListOrdered, type LucideIcon, Redo2, TextQuote, Underline, Undo2 } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Variable } from './variable.ts'
import { VariableMenu } from './VariableMenu.tsx'
import css from './rich-text.module.css'

interface Props {
  readonly editor: Editor
  /** The id of what it acts on. */
  readonly controls: string
  readonly variables: readonly Variable[] | undefined
  readonly onLink: () => void
  readonly onPictures: (files: readonly File[]) => void
}

interface Tool {
  readonly word: string
  readonly icon: LucideIcon
  /** What it is when it is on: a mark, or a block of a level. */
  readonly is?: readonly [name: string, attributes?: Record<string, unknown>]
  readonly can?: (editor: Editor) => boolean
  readonly run: (editor: Editor) => void
}

const TOOLS: readonly (readonly Tool[])[] = [
  [
    { word: 'bold', icon: Bold, is: ['bold'], run: editor => editor.chain().focus().toggleBold().run() },
    { word: 'italic', icon: Italic, is: ['italic'], run: editor => editor.chain().focus().toggleItalic().run() },
    { word: 'underline', icon: Underline, is: ['underline'], run: editor => editor.chain().focus().toggleUnderline().run() },
  ],
  [
    { word: 'heading', icon: Heading2, is: ['heading', { level: 2 }], run: editor => editor.chain().focus().toggleHeading({ level: 2 }).run() },
    { word: 'subheading', icon: Heading3, is: ['heading', { level: 3 }], run: editor => editor.chain().focus().toggleHeading({ level: 3 }).run() },
    { word: 'bullets', icon: List, is: ['bulletList'], run: editor => editor.chain().focus().toggleBulletList().run() },
    { word: 'numbers', icon: ListOrdered, is: ['orderedList'], run: editor => editor.chain().focus().toggleOrderedList().run() },
    { word: 'quote', icon: TextQuote, is: ['blockquote'], run: editor => editor.chain().focus().toggleBlockquote().run() },
  ],
]

const STEPS: readonly Tool[] = [
  { word: 'undo', icon: Undo2, can: editor => editor.can().undo(), run: editor => editor.chain().focus().undo().run() },
  { word: 'redo', icon: Redo2, can: editor => editor.can().redo(), run: editor => editor.chain().focus().redo().run() },
]

/** One stop for Tab; the arrows go from tool to tool. */
const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
  const step = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key]
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>(':scope > div > button, :scope > button')]
  const at = buttons.indexOf(event.target as HTMLElement)
  if (step === undefined || at < 0) return
  event.preventDefault()
  const next = buttons[Math.abs(step) === 1 ? (at + step + buttons.length) % buttons.length : step < 0 ? 0 : buttons.length - 1]!
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1
  next.focus()
}

export const Toolbar = ({ editor, controls, variables, onLink, onPictures }: Props) => {
  const { t } = useTranslation()
  const picture = useRef<HTMLInputElement>(null)
  const on = useEditorState({
    editor,
    selector: ({ editor: at }) => ({
      tools: TOOLS.flat().map(({ is }) => at.isActive(...(is as [string]))),
      steps: STEPS.map(({ can }) => can!(at)),
      link: at.isActive('link'),
    }),
  })
  let place = 0
  return (
    <div role="toolbar" aria-label={t('richText.toolbar')} aria-controls={controls} className={css.toolbar} onKeyDown={onKeyDown}>
      {TOOLS.map(group => (
        <div key={group[0]!.word} className={css.tools}>
          {group.map(({ word, icon: Icon, run }) => (
            <button
              key={word}
              type="button"
              tabIndex={place === 0 ? 0 : -1}
              className={css.tool}
              aria-label={t(`richText.${word}`)}
              title={t(`richText.${word}`)}
              aria-pressed={on.tools[place++]}
              onClick={() => run(editor)}
            >
              <Icon size={16} aria-hidden="true" />
            </button>
          ))}
        </div>
      ))}
      <div className={css.tools}>
        <button type="button" tabIndex={-1} className={css.tool} aria-pressed={on.link} onClick={onLink}>
          <Link size={16} aria-hidden="true" />
          {t('richText.link')}
        </button>
        <button type="button" tabIndex={-1} className={css.tool} onClick={() => picture.current!.click()}>
          <ImagePlus size={16} aria-hidden="true" />
          {t('richText.image')}
        </button>
        <input
          ref={picture}
          type="file"
          accept="image/*"
          hidden
          onChange={event => {
            onPictures([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
      </div>
      <div className={css.tools} data-repeats>
        {STEPS.map(({ word, icon: Icon, run }, at) => (
          <button key={word} type="button" tabIndex={-1} className={css.tool} aria-label={t(`richText.${word}`)} title={t(`richText.${word}`)} aria-disabled={!on.steps[at]} onClick={() => run(editor)}>
            <Icon size={16} aria-hidden="true" />
          </button>
        ))}
      </div>
      {variables && (
        <VariableMenu
          variables={variables}
          tabIndex={-1}
          onChoose={({ path }) => editor.chain().focus().insertContent({ type: 'variable', attrs: { expression: path } }).insertContent(' ').run()}
        />
      )}
    </div>
  )
}
