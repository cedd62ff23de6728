import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import css from './select.module.css'

export interface SelectOption {
  readonly value: string
  readonly word: string
}

interface Props {
  readonly label: string
  /** Whether the label is only read aloud. */
  readonly isLabelHidden?: boolean
  readonly value: string
  readonly options: readonly SelectOption[]
  /** Options under a heading of their own, after the others. */
  readonly groups?: readonly { readonly word: string; readonly options: readonly SelectOption[] }[]
  readonly isDisabled?: boolean
  readonly onChoose: (value: string) => void
}

const Option = ({ value, word }: SelectOption) => <option value={value}>{word}</option>

/** One of many, by the list of the system: letters, arrows and touch work as everywhere. */
export const Select = ({ label, isLabelHidden, value, options, groups = [], isDisabled, onChoose }: Props) => {
  const id = useId()
  return (
    <div className={css.field}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : css.label}>
        {label}
      </label>
      <span className={css.control}>
        <select id={id} value={value} disabled={isDisabled} data-empty={value === '' || undefined} onChange={event => onChoose(event.target.value)}>
          {options.map(option => (
            <Option key={option.value} {...option} />
          ))}
          {groups.map(group => (
            <optgroup key={group.word} label={group.word}>
              {group.options.map(option => (
                <Option key={option.value} {...option} />
              ))}
            </optgroup>
          ))}
        </select>
        <ChevronDown size={16} aria-hidden="true" />
      </span>
    </div>
  )
}
