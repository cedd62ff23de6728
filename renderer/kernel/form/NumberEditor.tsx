import InputAdornment from '@mui/material/InputAdornment'
import OutlinedInput from '@mui/material/OutlinedInput'
import { useContext, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Money } from '../../../shared/kernel/entity/fields.ts'
import { readPlainNumber } from '../../../shared/kernel/money/read-amount.ts'
import { useCurrencies } from '../state/money.ts'
import { amountText, decimalMark, decimalsOf, numberText, parseAmount } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import type { EditorProps } from './editor-props.ts'
import css from './form.module.css'
import { RecordTypeContext } from './record-type.ts'

/** An amount as people write it, in one of the currencies in use; text that is no amount stays as it was typed. */
export const MoneyEditor = ({ id, value, onChange, onBlur, isInvalid, describedBy, label }: EditorProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { base, active } = useCurrencies()
  // An amount that is emptied, or is none yet, has no currency of its own.
  const [last, setLast] = useState<string>()
  const currency = (value as Money | null)?.currency ?? last ?? base
  const offered = active.includes(currency) ? active : [currency, ...active]
  // Only a form leaves room to choose; what is edited in place keeps its currency.
  const isChosen = useContext(RecordTypeContext) !== undefined && offered.length > 1
  const decimals = decimalsOf(currency)
  const written = (of: unknown): string => (typeof of === 'string' ? of : of ? amountText((of as Money).amount, decimals, language) : '')
  const [typed, setTyped] = useState<string>()
  const change = (text: string, inCurrency = currency): void => {
    setTyped(text)
    setLast(inCurrency)
    const amount = parseAmount(text, decimalsOf(inCurrency), language)
    onChange(text.trim() === '' ? null : amount === undefined ? text : { amount, currency: inCurrency })
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
      endAdornment={
        isChosen ? (
          <select
            className={css.currency}
            aria-label={t('currencies.of', { field: label })}
            value={currency}
            onChange={event => change(typed ?? written(value), event.target.value)}
          >
            {offered.map(code => (
              <option key={code}>{code}</option>
            ))}
          </select>
        ) : (
          <InputAdornment position="end" sx={{ mr: 2.5 }}>{symbolOf(currency, language)}</InputAdornment>
        )
      }
      inputProps={{ 'aria-label': label, 'aria-describedby': describedBy, inputMode: 'decimal', autoComplete: 'off', style: { textAlign: 'right' } }}
    />
  )
}

const symbolOf = (currency: string, language: string): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency }).formatToParts(0).find(part => part.type === 'currency')!.value

/** A number as people write it; text that is none stays as it was typed. */
export const NumberEditor = ({ id, value, onChange, onBlur, isInvalid, describedBy, label }: EditorProps) => {
  const language = useLanguage()
  const [typed, setTyped] = useState<string>()
  const written = typeof value === 'number' ? numberText(value, language) : ((value as string | null | undefined) ?? '')
  const change = (text: string): void => {
    setTyped(text)
    const number = readPlainNumber(text, decimalMark(language))
    onChange(text.trim() === '' ? null : Number.isFinite(number) ? number : text)
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
