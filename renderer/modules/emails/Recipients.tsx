import FormLabel from '@mui/material/FormLabel'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isEmail } from '../../../shared/kernel/entity/validate.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import css from './emails.module.css'

interface Props {
  readonly label: string
  readonly addresses: readonly string[]
  readonly isRequired?: boolean
  readonly problem?: string | undefined
  readonly onChange: (addresses: readonly string[]) => void
}

/** Addresses, each a mark that can be removed; what is typed is looked for among the people known here. */
export const Recipients = ({ label, addresses, isRequired = false, problem, onChange }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const api = useApi()
  const [typed, setTyped] = useState('')
  const { data: people = [] } = useQuery({
    queryKey: ['entities', 'contact', 'suggest', typed],
    queryFn: async ({ signal }) => (await unwrap(api.emails.suggest({ text: typed }, { signal }))).people,
    enabled: typed.trim().length > 1 && !isEmail(typed.trim()),
    placeholderData: old => old,
  })
  const take = (text: string): void => {
    const found = text.split(/[\s,;]+/).map(each => each.replaceAll(/[<>]/g, '')).filter(isEmail)
    if (found.length === 0) return
    onChange([...new Map([...addresses, ...found].map(each => [each.toLowerCase(), each])).values()])
    setTyped('')
  }
  return (
    <div className={css.field}>
      <FormLabel htmlFor={id} required={isRequired} error={problem !== undefined}>
        {label}
      </FormLabel>
      <div className={css.recipients} data-wrong={problem !== undefined || undefined}>
        {addresses.map(address => (
          <span key={address} className={css.recipient}>
            <span>{address}</span>
            <button type="button" aria-label={t('emails.compose.removeAddress', { address })} onClick={() => onChange(addresses.filter(each => each !== address))}>
              <X size={14} aria-hidden="true" />
            </button>
          </span>
        ))}
        <input
          id={id}
          type="text"
          autoComplete="off"
          inputMode="email"
          list={`${id}-people`}
          value={typed}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          aria-invalid={problem !== undefined}
          onChange={({ target: { value } }) => {
            setTyped(value)
            // Chosen from the list, or closed by a sign that no address has.
            if (people.some(({ address }) => address === value) || /[,;\s]$/.test(value)) take(value)
          }}
          onKeyDown={event => {
            if (event.key === 'Enter' && typed.trim() !== '') {
              event.preventDefault()
              take(typed)
            }
            if (event.key === 'Backspace' && typed === '') onChange(addresses.slice(0, -1))
          }}
          onBlur={() => take(typed)}
        />
        <datalist id={`${id}-people`}>
          {people.map(({ address, title }) => (
            <option key={address} value={address}>
              {title}
            </option>
          ))}
        </datalist>
      </div>
      {problem !== undefined && (
        <p id={`${id}-problem`} className={css.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}
