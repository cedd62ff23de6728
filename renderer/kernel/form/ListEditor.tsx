import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import { Plus, X } from 'lucide-react'
import { type ComponentType, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListItem } from '../../../shared/kernel/entity/fields.ts'
import type { EditorProps } from './editor-props.ts'
import { LabelEditor } from './LabelEditor.tsx'
import css from './form.module.css'

interface Props extends EditorProps {
  /** The editor of one value. */
  readonly ItemEditor: ComponentType<EditorProps>
}

/** Several values, each with a label when the field proposes some. */
export const ListEditor = ({ ItemEditor, id, field, value, onChange, onBlur, isInvalid, describedBy, label }: Props) => {
  const { t } = useTranslation()
  const items = (value as ListItem[] | null) ?? []
  const keys = useItemKeys(items.length)
  const change = (index: number, part: Partial<ListItem>): void => onChange(items.map((item, i) => (i === index ? { ...item, ...part } : item)))
  const add = (): void => {
    const [first] = field.labels ?? []
    onChange([...items, { value: null, ...(first ? { label: first } : {}) }])
    requestAnimationFrame(() => document.getElementById(`${id}-${items.length}`)?.focus())
  }
  const remove = (index: number): void => {
    keys.splice(index, 1)
    onChange(items.filter((_, i) => i !== index))
  }
  return (
    <div role="group" aria-label={label} aria-describedby={describedBy} className={css.list}>
      {items.map((item, index) => {
        const name = `${label} ${index + 1}`
        return (
          <div key={keys[index]} className={css.item}>
            <div className={css.itemValue}>
              <ItemEditor
                id={`${id}-${index}`}
                field={field.of!}
                value={item.value}
                onChange={next => change(index, { value: next })}
                onBlur={onBlur}
                isInvalid={isInvalid}
                describedBy={describedBy}
                label={name}
              />
            </div>
            {field.labelled && (
              <LabelEditor
                name={t('ui.labelOf', { name })}
                labels={field.labels ?? []}
                label={item.label}
                // The parameters of the card it came from spoke of the old label.
                onChange={next => change(index, { label: next, params: undefined })}
              />
            )}
            <IconButton aria-label={t('ui.removeItem', { name })} onClick={() => remove(index)}>
              <X size={16} aria-hidden="true" />
            </IconButton>
          </div>
        )
      })}
      <Button id={items.length === 0 ? id : undefined} variant="text" size="small" onClick={add} startIcon={<Plus size={14} aria-hidden="true" />} aria-label={t('ui.addTo', { name: label })}>
        {t('ui.add')}
      </Button>
    </div>
  )
}

/** Keys that stay with their item when one before it goes. */
const useItemKeys = (length: number): number[] => {
  const keys = useRef<number[]>([])
  const next = useRef(0)
  while (keys.current.length < length) keys.current.push(next.current++)
  return keys.current
}
