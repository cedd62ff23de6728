import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDialog } from '../../kernel/form/FormDialog.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { FailureError } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { failureText } from '../../kernel/text/words.ts'
import { Notice } from '../../kernel/ui/Notice.tsx'
import css from './surveys.module.css'

interface Props {
  readonly response: string
  readonly onClose: () => void
  readonly onSent?: () => void
}

/** The mail of a questionnaire as it will leave, and where to. */
export const SendDialog = ({ response, onClose, onSent }: Props) => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  const [to, setTo] = useState<string>()
  const { data: mail, error } = useQuery({ queryKey: ['surveys', 'preview', response], queryFn: ({ signal }) => unwrap(api.surveys.preview({ response }, { signal })), staleTime: 0, gcTime: 0 })
  const hasNoAddress = error instanceof FailureError && error.failure.code === 'SURVEY_NO_ADDRESS'
  const address = (to ?? mail?.to ?? '').trim()
  const send = async (): Promise<void> => {
    try {
      const { op } = await unwrap(api.surveys.send({ response, ...(address !== mail?.to && { to: address }) }))
      operations.report(op, t('surveys.sentTo', { to: address }))
      onSent?.()
      onClose()
    } catch (failed) {
      operations.failed(failed)
    }
  }
  return (
    <FormDialog title={t('surveys.sendTitle')} conclusion={t('surveys.send')} cannotConclude={!/^\S+@\S+$/.test(address) || (error !== null && !hasNoAddress)} onConclude={send} onClose={onClose}>
      {error instanceof FailureError && <Notice tint="warn">{failureText(t, error.failure)}</Notice>}
      <label className={css.field}>
        <span>{t('surveys.surveyResponse.fields.sentTo')}</span>
        <input type="email" value={to ?? mail?.to ?? ''} onChange={event => setTo(event.target.value)} />
      </label>
      {mail && (
        <>
          <p className={css.subject}>{mail.subject}</p>
          {mail.missing.length > 0 && <Notice tint="warn">{t('surveys.missing', { names: mail.missing.join(', ') })}</Notice>}
          <iframe className={css.mail} title={t('surveys.mailPreview')} sandbox="" srcDoc={`<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"><body style="font:14px/20px sans-serif;color:#24211d;background:#fff;margin:12px">${mail.html}`} />
          <p className={css.soft}>{t('surveys.pageAttached')}</p>
        </>
      )}
    </FormDialog>
  )
}
