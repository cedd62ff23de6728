import { useQuery } from '@tanstack/react-query'
import { MailWarning } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'

/** Says in the footer that mails failed or are unsure, and leads to them; nothing where all is well. */
export const MailAlert = () => {
  const { t } = useTranslation()
  const api = useApi()
  const { data } = useQuery({ queryKey: [...keys.type('emailMessage'), 'outbox'], queryFn: ({ signal }) => unwrap(api.emails.outbox({}, { signal })) })
  if (!data || data.failed + data.unsure === 0) return null
  const state = data.unsure > 0 ? 'unsure' : 'failed'
  return (
    <Link to={`/emailMessage?filtre=emailMessage.${state}`}>
      <MailWarning size={14} aria-hidden="true" />
      {t(`emails.alert.${state}`, { count: data[state] })}
    </Link>
  )
}
