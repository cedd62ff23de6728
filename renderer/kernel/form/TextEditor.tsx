import OutlinedInput from '@mui/material/OutlinedInput'
import { LAST_DAY } from '../../../shared/kernel/date/days.ts'
import type { FieldKind } from '../../../shared/kernel/entity/fields.ts'
import type { EditorProps } from './editor-props.ts'

const TYPES: Partial<Record<FieldKind, { type: string; inputMode?: 'email' | 'tel' | 'url'; max?: string }>> = {
  email: { type: 'text', inputMode: 'email' },
  phone: { type: 'tel' },
  url: { type: 'text', inputMode: 'url' },
  date: { type: 'date', max: LAST_DAY },
}

/** A line or several of text; also days, which the browser writes in the person's own order. */
export const TextEditor = ({ id, field, value, onChange, onBlur, isInvalid, describedBy, label }: EditorProps) => {
  const { type = 'text', inputMode, max } = TYPES[field.kind] ?? {}
  const isLong = field.kind === 'longText'
  return (
    <OutlinedInput
      id={id}
      value={typeof value === 'string' ? value : ''}
      onChange={event => onChange(event.target.value === '' ? null : event.target.value)}
      onBlur={onBlur}
      error={isInvalid}
      multiline={isLong}
      {...(isLong ? { minRows: 3, maxRows: 16 } : { type })}
      inputProps={{ 'aria-label': label, 'aria-describedby': describedBy, autoComplete: 'off', inputMode, max }}
    />
  )
}
