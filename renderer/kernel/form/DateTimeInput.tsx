import OutlinedInput, { type OutlinedInputProps } from '@mui/material/OutlinedInput'
import { LAST_DAY } from '../../../shared/kernel/date/days.ts'

interface Props extends Pick<OutlinedInputProps, 'id' | 'onBlur' | 'error' | 'inputProps'> {
  /** The wall-clock time of this machine, `2026-11-20T14:30`; empty when there is none. */
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A day and time of day; what is no moment is not let in. */
export const DateTimeInput = ({ onChange, inputProps, ...props }: Props) => (
  <OutlinedInput
    {...props}
    type="datetime-local"
    onChange={({ target: { value } }) => {
      if (value === '' || !Number.isNaN(Date.parse(value))) onChange(value)
    }}
    inputProps={{ ...inputProps, max: `${LAST_DAY}T23:59` }}
  />
)
