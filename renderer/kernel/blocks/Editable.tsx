import { Pencil } from 'lucide-react'
import { lazy, type MouseEvent, type ReactNode, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { fieldWord } from '../text/words.ts'
import css from './blocks.module.css'

const InPlaceEditor = lazy(async () => ({ default: (await import('../form/InPlaceEditor.tsx')).InPlaceEditor }))

interface Props {
  readonly entity: AnyEntity
  readonly record: RecordView
  readonly name: string
  readonly children: ReactNode
}

/** A value that is edited where it stands: by a click beside its links, or by its pencil. A trashed record's is only read, and so is what the application sets. */
export const Editable = ({ entity, record, name, children }: Props) => {
  const { t } = useTranslation()
  const [isEditing, setEditing] = useState(false)
  const pencil = useRef<HTMLButtonElement>(null)
  if (record.trashedAt !== null || entity.fields[name]?.unasked) return <div className={css.value}>{children}</div>
  if (isEditing) {
    const onClose = (): void => {
      setEditing(false)
      requestAnimationFrame(() => pencil.current?.focus())
    }
    return (
      <Suspense>
        <InPlaceEditor entity={entity} record={record} name={name} onClose={onClose} />
      </Suspense>
    )
  }
  const onClick = (event: MouseEvent): void => {
    // A link is followed, and text that is being marked is not edited.
    if ((event.target as Element).closest('a, button') || getSelection()?.toString()) return
    setEditing(true)
  }
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the pencil does the same by keyboard
    <div className={css.editable} onClick={onClick}>
      <div className={css.value}>{children}</div>
      <button ref={pencil} type="button" className={css.pencil} aria-label={t('sheet.editField', { name: fieldWord(t, entity, name) })} onClick={() => setEditing(true)}>
        <Pencil size={14} aria-hidden="true" />
      </button>
    </div>
  )
}
