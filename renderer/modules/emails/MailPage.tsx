import { useQuery } from '@tanstack/react-query'
import { ChevronRight, CornerUpLeft, Forward, Link2, Mail, Paperclip, Pencil, RotateCcw, Send, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { savedUrl } from '../../kernel/rpc/files.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { entityOf } from '../../kernel/state/entity-of.ts'
import { useRecent } from '../../kernel/state/recent.ts'
import { useRecord } from '../../kernel/state/use-record.ts'
import { formatBytes } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Button, ButtonLink } from '../../kernel/ui/Button.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { useShortcuts } from '../../kernel/ui/shortcuts.ts'
import { Value } from '../../kernel/ui/Value.tsx'
import { FailureText } from './FailureText.tsx'
import { MailBody } from './MailBody.tsx'
import { LINKS, type MailRow } from './mail-row.ts'
import css from './emails.module.css'

type Act = 'cancel' | 'again' | 'now' | 'leave'

/** A mail: who, when, what has become of it and what to do about that, and its text. */
export const MailPage = () => {
  const { id = '' } = useParams()
  const { data, error, refetch } = useRecord('emailMessage', id)
  const { t } = useTranslation()
  useRecent(data)
  if (error && !data) {
    return (
      <Page title={t('emails.emailMessage.one')}>
        <Failed error={error} onRetry={() => void refetch()} />
      </Page>
    )
  }
  return data ? <Sheet key={id} mail={data as MailRow} /> : null
}

const EDITABLE = ['draft', 'waiting', 'cancelled', 'failed']

const Sheet = ({ mail }: { readonly mail: MailRow }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const api = useApi()
  const operations = useOperations()
  const { fields } = entityOf('emailMessage')!
  const isTrashed = mail.trashedAt !== null
  const canEdit = !isTrashed && EDITABLE.includes(mail.state)
  const edit = `/emailMessage/${mail.id}/modifier`
  const remove = async (): Promise<void> => {
    try {
      const { op } = await unwrap(isTrashed ? api.entities.restore({ type: 'emailMessage', id: mail.id }) : api.entities.remove({ type: 'emailMessage', id: mail.id }))
      operations.report(op, t(isTrashed ? 'ui.restoredOne' : 'ui.trashedOne', { title: mail.title }))
      if (!isTrashed) await navigate('/emailMessage?sort=-sentOn')
    } catch (error) {
      operations.failed(error)
    }
  }
  useShortcuts({ e: canEdit ? () => void navigate(edit) : undefined, delete: isTrashed ? undefined : () => void remove(), escape: () => void navigate('/emailMessage?sort=-sentOn') })
  const facts = (['from', 'to', 'cc', 'bcc', 'account', 'sentOn', 'sendAfter'] as const).filter(name => mail[name] && !(Array.isArray(mail[name]) && mail[name].length === 0) && !(name === 'sendAfter' && mail.sentOn))
  const links = LINKS.flatMap(name => (mail[name] ? [{ name, ...mail[name] }] : []))
  const files = (mail.attachments ?? []).map(({ value }) => value)
  return (
    <Page
      title={mail.title}
      beside={<Value field={fields['state']!} value={mail.state} />}
      actions={
        <span className={css.actions}>
          {canEdit && (
            <ButtonLink to={edit} icon={Pencil}>
              {t('ui.edit')}
            </ButtonLink>
          )}
          {!isTrashed && (mail.state === 'received' || mail.state === 'sent') && (
            <>
              <ButtonLink to={`/emailMessage/nouveau?reply=${mail.id}`} icon={CornerUpLeft} look={mail.state === 'received' ? 'filled' : undefined}>
                {t('emails.reply')}
              </ButtonLink>
              <ButtonLink to={`/emailMessage/nouveau?forward=${mail.id}`} icon={Forward}>
                {t('emails.forward')}
              </ButtonLink>
            </>
          )}
          <Button icon={isTrashed ? RotateCcw : Trash2} onClick={() => void remove()}>
            {t(isTrashed ? 'ui.restore' : 'ui.toTrash')}
          </Button>
        </span>
      }
    >
      {!isTrashed && <Standing mail={mail} />}
      <div className={css.sheet}>
        <Block icon={Mail} title={t('emails.message')}>
          <dl className={css.facts}>
            {facts.map(name => (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{t(`emails.emailMessage.fields.${name}`)}</dt>
                <dd>
                  <Value field={fields[name]!} value={mail[name]} />
                </dd>
              </div>
            ))}
          </dl>
          {files.length > 0 && (
            <ul className={`${css.files} ${css.under}`} aria-label={t('emails.emailMessage.fields.attachments')}>
              {files.map(({ file, name, size }) => (
                <li key={`${file} ${name}`} className={css.file}>
                  <Paperclip size={14} aria-hidden="true" />
                  <a href={savedUrl(file, name)} download={name}>
                    {name}
                  </a>
                  <span>{formatBytes(size, language)}</span>
                </li>
              ))}
            </ul>
          )}
          {mail.html ? (
            <div className={css.body}>
              <MailBody label={t('emails.message')} html={mail.html} />
            </div>
          ) : (
            <p className={css.plain}>{mail.text || t('emails.noText')}</p>
          )}
        </Block>
        <Block icon={Link2} title={t('emails.links')}>
          <div className={css.links}>
            {links.map(({ name, id, title }) => (
              <div key={name}>
                <span>{t(`emails.emailMessage.fields.${name}`)}</span>
                <Link to={`/${name}/${id}`}>
                  {title || t('ui.untitled')} <ChevronRight size={12} aria-hidden="true" />
                </Link>
              </div>
            ))}
            {links.length === 0 && <span>{t('emails.noLinks')}</span>}
          </div>
        </Block>
      </div>
    </Page>
  )
}

/** What has become of a mail, and what can be done about it. */
const Standing = ({ mail }: { readonly mail: MailRow }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const isOpen = mail.state === 'waiting'
  const [openedMs] = useState(Date.now)
  const { data: standing } = useQuery({
    queryKey: [...keys.record('emailMessage', mail.id), 'standing'],
    queryFn: ({ signal }) => unwrap(api.emails.standing({ id: mail.id }, { signal })),
    enabled: isOpen,
    refetchInterval: isOpen ? 2_000 : false,
  })
  const { data: outbox } = useQuery({ queryKey: [...keys.type('emailMessage'), 'outbox'], queryFn: ({ signal }) => unwrap(api.emails.outbox({}, { signal })), enabled: isOpen })
  const act = async (as: Act): Promise<void> => {
    try {
      const { op, count } = await unwrap(api.emails.act({ ids: [mail.id], as }))
      if (count > 0) operations.report(op, t(`emails.acted.${as}`))
    } catch (error) {
      operations.failed(error)
    }
  }
  const again = (
    <Button icon={Send} onClick={() => void act('again')}>
      {t('emails.acts.again')}
    </Button>
  )
  const time = (at: string): string => new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
  switch (mail.state) {
    case 'unsure':
      return (
        <Notice
          tint="warn"
          action={
            <span className={css.actions}>
              {again}
              <Button onClick={() => void act('leave')}>{t('emails.acts.leave')}</Button>
            </span>
          }
        >
          <b>{t('emails.says.unsure')}</b> <FailureText failure={mail.failure} />
        </Notice>
      )
    case 'failed':
      return (
        <Notice tint="err" action={again}>
          <b>{t('emails.says.failed')}</b> <FailureText failure={mail.failure} />
        </Notice>
      )
    case 'cancelled':
      return (
        <Notice tint="info" action={again}>
          {t('emails.says.cancelled')}
        </Notice>
      )
    case 'sent':
      return mail.failure ? (
        <Notice tint="warn">
          <FailureText failure={mail.failure} />
        </Notice>
      ) : null
    case 'waiting': {
      if (standing?.isSending) return <Notice tint="info">{t('emails.says.sending')}</Notice>
      const isLater = mail.sendAfter && Date.parse(mail.sendAfter.at) > openedMs
      return (
        <Notice
          tint={standing?.failure || outbox?.hasAccount === false ? 'warn' : 'info'}
          action={
            <span className={css.actions}>
              {(isLater || standing?.nextAt) && <Button onClick={() => void act('now')}>{t('emails.acts.now')}</Button>}
              <Button icon={X} onClick={() => void act('cancel')}>
                {t('emails.acts.cancel')}
              </Button>
            </span>
          }
        >
          {outbox?.hasAccount === false ? (
            <>
              {t('emails.says.noAccount')} <Link to="/reglages/messagerie">{t('emails.accounts')}</Link>
            </>
          ) : (
            <>
              {isLater ? t('emails.says.later', { time: time(mail.sendAfter.at) }) : standing?.nextAt ? t('emails.says.again', { time: time(standing.nextAt) }) : t('emails.says.waiting')} <FailureText failure={standing?.failure} />
            </>
          )}
        </Notice>
      )
    }
    default:
      return null
  }
}
