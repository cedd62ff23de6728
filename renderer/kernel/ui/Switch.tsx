import css from './switch.module.css'

interface Props {
  readonly label: string
  readonly isOn: boolean
  readonly isDisabled?: boolean
  readonly onTurn: (isOn: boolean) => void
}

/** On or off, at once. */
export const Switch = ({ label, isOn, isDisabled, onTurn }: Props) => (
  <button type="button" role="switch" className={css.switch} aria-label={label} aria-checked={isOn} disabled={isDisabled} onClick={() => onTurn(!isOn)} />
)
