import { useTranslation } from 'react-i18next'
import type { MailFailure } from '../../../shared/kernel/mail/mail-failure.ts'
import css from './emails.module.css'

/** Why a mail did not leave, in plain words; what the server said stands behind. */
export const FailureText = ({ failure }: { readonly failure: MailFailure | null | undefined }) => {
  const { t } = useTranslation()
  if (!failure) return null
  return (
    <>
      {failure.refused ? t('emails.failures.someRefused', { addresses: failure.refused.map(({ address }) => address).join(', ') }) : t(`emails.failures.${failure.code}`)}
      {failure.answer && <div className={css.said}>{t('emails.serverSaid', { answer: failure.answer })}</div>}
    </>
  )
}
