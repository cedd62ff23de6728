import Checkbox from '@mui/material/Checkbox'
import OutlinedInput from '@mui/material/OutlinedInput'
import type { ComponentType } from 'react'
import type { FieldKind, ZonedDateTime } from '../../../shared/kernel/entity/fields.ts'
import { AddressEditor } from './AddressEditor.tsx'
import { AnyRelationEditor } from './AnyRelationEditor.tsx'
import { ChoiceEditor } from './ChoiceEditor.tsx'
import type { EditorProps } from './editor-props.ts'
import { FileEditor } from './FileEditor.tsx'
import { ListEditor } from './ListEditor.tsx'
import { MoneyEditor, NumberEditor } from './NumberEditor.tsx'
import { RelationEditor } from './RelationEditor.tsx'
import { TextEditor } from './TextEditor.tsx'

const BooleanEditor = ({ id, value, onChange, onBlur, describedBy, label }: EditorProps) => (
  <Checkbox
    id={id}
    checked={value === true}
    onChange={event => onChange(event.target.checked)}
    onBlur={onBlur}
    slotProps={{ input: { 'aria-label': label, 'aria-describedby': describedBy } }}
    sx={{ alignSelf: 'flex-start' }}
  />
)

/** The wall-clock time of an instant on this machine, as an input writes it. */
const localTime = (at: string): string => {
  const date = new Date(at)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

const DateTimeEditor = ({ id, value, onChange, onBlur, isInvalid, describedBy, label }: EditorProps) => {
  const zoned = value as ZonedDateTime | null
  return (
    <OutlinedInput
      id={id}
      type="datetime-local"
      value={zoned ? localTime(zoned.at) : ''}
      onChange={event =>
        onChange(event.target.value ? { at: new Date(event.target.value).toISOString(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone } : null)
      }
      onBlur={onBlur}
      error={isInvalid}
      inputProps={{ 'aria-label': label, 'aria-describedby': describedBy }}
    />
  )
}

const EDITORS: Record<Exclude<FieldKind, 'list' | 'relation' | 'json'>, ComponentType<EditorProps>> = {
  text: TextEditor,
  longText: TextEditor,
  email: TextEditor,
  phone: TextEditor,
  url: TextEditor,
  date: TextEditor,
  dateTime: DateTimeEditor,
  integer: NumberEditor,
  decimal: NumberEditor,
  money: MoneyEditor,
  boolean: BooleanEditor,
  choice: ChoiceEditor,
  multiChoice: ChoiceEditor,
  tags: ChoiceEditor,
  address: AddressEditor,
  file: FileEditor,
  image: FileEditor,
}

/** The editor that a field's kind asks for. */
export const Editor = (props: EditorProps) => {
  const { kind } = props.field
  if (kind === 'list') return <ListEditor {...props} ItemEditor={Editor} />
  if (kind === 'relation' && props.field.to === undefined) return <AnyRelationEditor {...props} OneTypeEditor={Editor} />
  if (kind === 'relation') return <RelationEditor {...props} PartEditor={Editor} />
  if (kind === 'json') return null
  const Kind = EDITORS[kind]
  return <Kind {...props} />
}
