import { type Editor, EditorContent, useEditor, useEditorState } from '@tiptap/react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { extensions } from './extensions.ts'
import { LinkRow } from './LinkRow.tsx'
import type { RichTextProps } from './rich-text-props.ts'
import { smallPicture } from './small-picture.ts'
import { Toolbar } from './Toolbar.tsx'
import { pathOf, type Variable, variableWord, withChips, withoutChips } from './variable.ts'
import css from './rich-text.module.css'

/** What acts is not taken over anyway; the browser would note each that it refuses to run. */
const HANDLERS = /\son[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi

const htmlOf = (editor: Editor): string | null => (editor.isEmpty ? null : withoutChips(editor.getHTML()))

const imagesOf = (files: FileList | undefined): File[] => [...(files ?? [])].filter(({ type }) => type.startsWith('image/'))

/** The editor of formatted text: its toolbar, and below it what is written. */
export const RichTextEditor = ({ id, label, value, onChange, onBlur, isInvalid, describedBy, variables }: RichTextProps) => {
  const { t } = useTranslation()
  const given = useRef(value)
  const known = useRef(variables)
  const [isLinking, setLinking] = useState(false)
  const [refused, setRefused] = useState<string>()
  const attributes = {
    id,
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': label,
    ...(describedBy && { 'aria-describedby': describedBy }),
    ...(isInvalid && { 'aria-invalid': 'true' }),
    class: css.content!,
  }
  const addPictures = async (into: Editor, files: readonly File[]): Promise<void> => {
    setRefused(undefined)
    for (const file of files) {
      const picture = await smallPicture(file)
      if (typeof picture === 'string') setRefused(t(picture === 'large' ? 'richText.imageLarge' : 'richText.imageWrong', { name: file.name }))
      else into.chain().focus().setImage({ src: picture.source, alt: file.name.replace(/\.[^.]*$/, ''), width: picture.width }).run()
    }
  }
  const take = useRef(addPictures)
  const editor: Editor = useEditor({
    extensions: extensions(expression => wordOf(known.current, expression)),
    content: withChips(value ?? ''),
    injectCSS: false,
    editorProps: {
      attributes,
      transformPastedHTML: html => html.replaceAll(HANDLERS, ''),
      // Text copied from an office program comes with a picture of it: the text is meant.
      handlePaste: (_, event) => !event.clipboardData?.types.includes('text/plain') && taken(event, imagesOf(event.clipboardData?.files)),
      handleDrop: (_, event) => taken(event, imagesOf(event.dataTransfer?.files)),
    },
    onUpdate: ({ editor: changed }) => onChange((given.current = htmlOf(changed))),
    onBlur: () => onBlur?.(),
  })
  const taken = (event: Event, files: readonly File[]): boolean => {
    if (files.length === 0) return false
    event.preventDefault()
    void take.current(editor, files)
    return true
  }
  useEffect(() => {
    take.current = addPictures
  })
  useEffect(() => {
    editor.setOptions({ editorProps: { ...editor.options.editorProps, attributes } })
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [editor, label, isInvalid, describedBy])
  useEffect(() => {
    if (value === given.current) return
    given.current = value
    editor.commands.setContent(withChips(value ?? ''), { emitUpdate: false })
  }, [editor, value])
  useEffect(() => {
    if (variables === known.current) return
    known.current = variables
    // What chips say follows the type that the template speaks of.
    editor.chain().setMeta('addToHistory', false).setContent(editor.getJSON(), { emitUpdate: false }).run()
  }, [editor, variables])
  const link = useEditorState({ editor, selector: ({ editor: at }) => (at.getAttributes('link')['href'] as string | undefined) ?? '' })
  return (
    <div className={css.editor} data-invalid={isInvalid || undefined}>
      <Toolbar
        editor={editor}
        controls={id}
        variables={variables}
        onLink={() => setLinking(true)}
        onPictures={files => void addPictures(editor, files)}
      />
      {isLinking && (
        <LinkRow
          link={link}
          onSet={href => {
            setLinking(false)
            const at = editor.chain().focus().extendMarkRange('link')
            if (href === undefined) at.unsetLink().run()
            else if (editor.state.selection.empty && !link) at.insertContent({ type: 'text', text: href.replace(/^(mailto:|https?:\/\/)/, ''), marks: [{ type: 'link', attrs: { href } }] }).run()
            else at.setLink({ href }).run()
          }}
          onClose={() => {
            setLinking(false)
            editor.commands.focus()
          }}
        />
      )}
      {refused && (
        <p role="alert" className={css.refused}>
          {refused}
        </p>
      )}
      <EditorContent editor={editor} />
    </div>
  )
}

/** What a chip says: the words of its variable, else how it is written. */
const wordOf = (variables: readonly Variable[] | undefined, expression: string): string => {
  const path = pathOf(expression)
  const known = variables?.find(each => each.path === path)
  return known ? `${variableWord(known)}${expression.slice(path.length)}` : expression
}
