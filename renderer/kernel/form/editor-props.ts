import type { Field } from '../../../shared/kernel/entity/fields.ts'

/** What every editor of a field's value takes; `value` is null when the field is empty. */
export interface EditorProps {
  readonly id: string
  readonly field: Field
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly onBlur: () => void
  readonly isInvalid: boolean
  /** Ids of what is said below the field. */
  readonly describedBy: string | undefined
  /** The name of the field, for editors made of several inputs. */
  readonly label: string
  /** Shows what can be chosen as soon as it has the focus. */
  readonly opensAtOnce?: boolean
}
