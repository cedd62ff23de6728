import Checkbox from '@mui/material/Checkbox'
import type { ComponentType } from 'react'
import type { FieldKind, ZonedDateTime } from '../../../shared/kernel/entity/fields.ts'
import { localTime } from '../text/format.ts'
import { AddressEditor } from './AddressEditor.tsx'
import { AnyRelationEditor } from './AnyRelationEditor.tsx'
import { ChoiceEditor } from './ChoiceEditor.tsx'
import { DateTimeInput } from './DateTimeInput.tsx'
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

const DateTimeEditor = ({ id, value, onChange, onBlur, isInvalid, describedBy, label }: EditorProps) => {
  const zoned = value as ZonedDateTime | null
  return (
    <DateTimeInput
      id={id}
      value={zoned ? localTime(zoned.at) : ''}
      onChange={local => onChange(local ? { at: new Date(local).toISOString(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone } : null)}
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
