import Divider from '@mui/material/Divider'
import MenuItem from '@mui/material/MenuItem'
import OutlinedInput from '@mui/material/OutlinedInput'
import Select from '@mui/material/Select'
import { ChevronDown } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fold } from '../../../shared/kernel/text/fold.ts'
import { labelWord } from '../text/words.ts'
import css from './form.module.css'

interface Props {
  /** What a reader hears. */
  readonly name: string
  /** Those that the field proposes. */
  readonly labels: readonly string[]
  readonly label: string | undefined
  readonly onChange: (label: string | undefined) => void
}

/** Stands for a label to be written. */
const OWN = '\0'

/** What one value of several is: a word that the field proposes, or the person's own. */
export const LabelEditor = ({ name, labels, label, onChange }: Props) => {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string>()
  const wasSelect = useRef<HTMLElement>(null)
  const isOver = useRef(false)
  const take = (text: string): void => {
    const own = text.trim()
    if (own) onChange(labels.find(known => fold(labelWord(t, known)) === fold(own)) ?? own)
  }
  const end = (text: string): void => {
    // What goes away loses the keyboard first, which would take it as left.
    isOver.current = true
    setTyped(undefined)
    take(text)
    requestAnimationFrame(() => wasSelect.current?.querySelector<HTMLElement>('[role="combobox"]')?.focus())
  }
  if (typed !== undefined) {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isKept = event.key === 'Enter' && !event.ctrlKey && !event.metaKey
      if (!isKept && event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      end(isKept ? typed : '')
    }
    return (
      <OutlinedInput
        className={css.itemLabel}
        value={typed}
        inputRef={focus}
        placeholder={t('form.ownLabel')}
        onChange={event => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          if (isOver.current) return
          setTyped(undefined)
          take(typed)
        }}
        inputProps={{ 'aria-label': name, maxLength: 60 }}
      />
    )
  }
  const offered = [...labels, ...(label && !labels.includes(label) ? [label] : [])]
  return (
    <Select
      ref={wasSelect}
      className={css.itemLabel}
      value={label ?? ''}
      displayEmpty
      IconComponent={SelectIcon}
      onChange={event => {
        isOver.current = false
        if (event.target.value === OWN) setTyped('')
        else onChange(event.target.value || undefined)
      }}
      renderValue={chosen => (chosen ? labelWord(t, chosen) : '—')}
      SelectDisplayProps={{ 'aria-label': name }}
    >
      <MenuItem value="">—</MenuItem>
      {offered.map(one => (
        <MenuItem key={one} value={one}>
          {labelWord(t, one)}
        </MenuItem>
      ))}
      <Divider />
      <MenuItem value={OWN}>{t('form.newLabel')}</MenuItem>
    </Select>
  )
}

// The menu gives the keyboard back to what it hung from, which is gone, after this comes up.
const focus = (input: HTMLInputElement | null): void => {
  if (input) requestAnimationFrame(() => input.focus())
}

const SelectIcon = ({ className }: { readonly className?: string }) => <ChevronDown size={16} className={className} aria-hidden="true" />
