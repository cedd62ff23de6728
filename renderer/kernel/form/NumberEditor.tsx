import InputAdornment from '@mui/material/InputAdornment'
import OutlinedInput from '@mui/material/OutlinedInput'
import { useState } from 'react'
import type { Money } from '../../../shared/kernel/entity/fields.ts'
import { amountText, decimalsOf, parseAmount } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import type { EditorProps } from './editor-props.ts'

const DEFAULT_CURRENCY = 'EUR'

/** An amount as people write it; text that is no amount stays as it was typed. */
export const MoneyEditor = ({ id, value, onChange, onBlur, isInvalid, describedBy, label }: EditorProps) => {
  const language = useLanguage()
  const currency = (value as Money | null)?.currency ?? DEFAULT_CURRENCY
  const decimals = decimalsOf(currency)
  const written = (of: unknown): string => (typeof of === 'string' ? of : of ? amountText((of as Money).amount, decimals, language) : '')
  const [typed, setTyped] = useState<string>()
  const change = (text: string): void => {
    setTyped(text)
    const amount = parseAmount(text, decimals)
    onChange(text.trim() === '' ? null : amount === undefined ? text : { amount, currency })
  }
  return (
    <OutlinedInput
      id={id}
      value={typed ?? written(value)}
      onChange={event => change(event.target.value)}
      onBlur={() => {
        setTyped(undefined)
        onBlur()
      }}
      error={isInvalid}
      endAdornment={<InputAdornment position="end" sx={{ mr: 2.5 }}>{symbolOf(currency, language)}</InputAdornment>}
      inputProps={{ 'aria-label': label, 'aria-describedby': describedBy, inputMode: 'decimal', autoComplete: 'off', style: { textAlign: 'right' } }}
    />
  )
}

const symbolOf = (currency: string, language: string): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency }).formatToParts(0).find(part => part.type === 'currency')!.value

/** A number with a comma or a point; text that is none stays as it was typed. */
export const NumberEditor = ({ id, value, onChange, onBlur, isInvalid, describedBy, label }: EditorProps) => {
  const language = useLanguage()
  const [typed, setTyped] = useState<string>()
  const written = value === null || value === undefined ? '' : language === 'fr' ? String(value).replace('.', ',') : String(value)
  const change = (text: string): void => {
    setTyped(text)
    const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.')
    const number = Number(plain)
    onChange(plain === '' ? null : Number.isFinite(number) ? number : text)
  }
  return (
    <OutlinedInput
      id={id}
      value={typed ?? written}
      onChange={event => change(event.target.value)}
      onBlur={() => {
        setTyped(undefined)
        onBlur()
      }}
      error={isInvalid}
      inputProps={{ 'aria-label': label, 'aria-describedby': describedBy, inputMode: 'decimal', autoComplete: 'off', style: { textAlign: 'right' } }}
    />
  )
}
