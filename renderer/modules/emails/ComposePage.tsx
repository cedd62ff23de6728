import Button from '@mui/material/Button'
import FormLabel from '@mui/material/FormLabel'
import OutlinedInput from '@mui/material/OutlinedInput'
import { useQuery } from '@tanstack/react-query'
import { Paperclip, Send, X } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { anyEntity } from '../../../shared/kernel/entity/define.ts'
import type { ListItem } from '../../../shared/kernel/entity/fields.ts'
import { emailMessage } from '../../../shared/modules/emails/email-message.entity.ts'
import { splitAtMarks } from '../../../shared/kernel/template/missing-mark.ts'
import { DateTimeInput } from '../../kernel/form/DateTimeInput.tsx'
import { DraftNotice } from '../../kernel/form/DraftNotice.tsx'
import { DraftState } from '../../kernel/form/DraftState.tsx'
import { RichText } from '../../kernel/rich-text/RichText.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { sendFile } from '../../kernel/form/sent-files.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { failureText } from '../../kernel/text/words.ts'
import { formatBytes } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Select } from '../../kernel/ui/Select.tsx'
import { useShortcuts } from '../../kernel/ui/shortcuts.ts'
import { type Beginning, beginningOf, newBeginning } from './beginning.ts'
import type { MailRow } from './mail-row.ts'
import { plainOf } from './mail-text.ts'
import { Recipients } from './Recipients.tsx'
import { useMailDraft } from './use-mail-draft.ts'
import css from './emails.module.css'

const ENTITY = anyEntity(emailMessage)

/** A new mail: to the people of a record, or the answer to another mail. */
export const NewMailPage = () => {
  const { t } = useTranslation()
  const api = useApi()
  const language = useLanguage()
  const [params] = useSearchParams()
  const key = params.toString()
  const said = (mail: MailRow): string => t('emails.compose.wrote', { who: mail.from ?? '', when: mail.sentOn ? new Date(mail.sentOn.at).toLocaleString(language, { dateStyle: 'long', timeStyle: 'short' }) : '' })
  return <Begun title={t('emails.emailMessage.new')} name={key} begin={() => newBeginning(api, params, said)} />
}

/** A mail that has not left yet. */
export const EditMailPage = () => {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const api = useApi()
  return <Begun title={t('emails.compose.edit')} name={id} begin={() => beginningOf(api, id)} />
}

const Begun = ({ title, name, begin }: { readonly title: string; readonly name: string; readonly begin: () => Promise<Beginning> }) => {
  const { data, error, refetch } = useQuery({ queryKey: ['compose', name], queryFn: begin, gcTime: 0, staleTime: Infinity })
  if (error && !data) {
    return (
      <Page title={title}>
        <Failed error={error} onRetry={() => void refetch()} />
      </Page>
    )
  }
  return data ? <Compose key={name} title={title} first={data} /> : null
}

const Compose = ({ title, first }: { readonly title: string; readonly first: Beginning }) => {
  const { t } = useTranslation()
  const id = useId()
  const api = useApi()
  const language = useLanguage()
  const navigate = useNavigate()
  const operations = useOperations()
  const chooser = useRef<HTMLInputElement>(null)
  const [turn, setTurn] = useState(0)
  const { path, mail, change, found, takeUp, putAside, end } = useMailDraft(first, () => setTurn(now => now + 1))
  const [hasCopies, setCopies] = useState(mail.cc.length + mail.bcc.length > 0)
  const [isLater, setLater] = useState(mail.sendAfter !== '')
  const [problem, setProblem] = useState<string>()
  const [failure, setFailure] = useState<string>()
  const [missing, setMissing] = useState<readonly string[]>([])
  const [isBusy, setBusy] = useState(false)
  const { data: accounts } = useQuery({ queryKey: keys.rows('mailAccount', { limit: 100 }), queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'mailAccount', limit: 100, view: ['name', 'address', 'isDefault'] }, { signal }))).rows })
  const { data: templates = [] } = useQuery({
    queryKey: ['entities', 'emailTemplate', 'for', mail.about?.type],
    queryFn: async ({ signal }) => (await unwrap(api.templates.list({ forType: mail.about!.type }, { signal }))).templates,
    enabled: mail.about !== undefined,
  })
  const usual = accounts?.find(account => account['isDefault'] === true) ?? accounts?.[0]

  const fill = async (reference: string): Promise<void> => {
    const chosen = templates.find(each => (each.id ?? `${each.key} ${each.language}`) === reference)
    if (!chosen) return
    try {
      const { template } = await unwrap(api.templates.get({ reference: chosen.id ?? chosen.key!, language: chosen.language }))
      const { subject, html, missing: lacking } = await unwrap(api.templates.preview({ subject: template.subject, html: template.html, text: template.text, record: mail.about!.id, language: template.language }))
      // What is not known leaves a gap to be filled in, which is said below.
      const open = (text: string): string => splitAtMarks(text).map((part, at) => (at % 2 === 0 ? part : '…')).join('')
      change({ subject: open(subject), html: open(html) || null, files: [...mail.files, ...template.attachments] })
      setMissing(lacking)
      setTurn(turn + 1)
    } catch (error) {
      operations.failed(error)
    }
  }

  const attach = async (files: readonly File[]): Promise<void> => {
    try {
      for (const file of files) {
        const sent = await sendFile(file)
        change(now => ({ files: [...now.files, sent] }))
      }
    } catch (error) {
      operations.failed(error)
    }
  }

  const save = async (state: 'draft' | 'waiting'): Promise<void> => {
    if (state === 'waiting' && mail.to.length + mail.cc.length + mail.bcc.length === 0) return setProblem(t('emails.compose.toWanted'))
    setBusy(true)
    setFailure(undefined)
    const list = (addresses: readonly string[]): ListItem<string>[] => addresses.map(value => ({ value }))
    const patch = {
      state,
      direction: 'out',
      source: 'person',
      account: mail.account ?? null,
      to: list(mail.to),
      cc: list(mail.cc),
      bcc: list(mail.bcc),
      subject: mail.subject || null,
      html: mail.html,
      text: mail.html ? plainOf(mail.html) : null,
      attachments: mail.files.map(value => ({ value })),
      sendAfter: isLater && mail.sendAfter ? { at: new Date(mail.sendAfter).toISOString(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone } : null,
      inReplyTo: mail.inReplyTo ?? null,
      ...mail.links,
      ...(mail.id && { failure: null }),
    }
    try {
      const { op, record } = await unwrap(api.entities.save({ type: 'emailMessage', ...(mail.id && { id: mail.id }), patch }))
      end()
      operations.report(op, t(state === 'draft' ? 'emails.compose.kept' : isLater ? 'emails.compose.queuedLater' : 'emails.compose.queued', { title: record.title }))
      await navigate(`/emailMessage/${record.id}`, { replace: true })
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      setFailure(failureText(t, error.failure))
      setBusy(false)
    }
  }
  useShortcuts({ 'ctrl+enter': () => void save('waiting') })
  return (
    <Page title={title}>
      <form
        className={css.form}
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void save('waiting')
        }}
      >
        {found && <DraftNotice entity={ENTITY} draft={found} changed={[]} isNew={!mail.id} onResume={takeUp} onRestart={putAside} />}
        {failure && <Notice tint="err">{failure}</Notice>}
        {accounts?.length === 0 && (
          <Notice tint="warn">
            {t('emails.says.noAccount')} <Link to="/reglages/messagerie">{t('emails.accounts')}</Link>
          </Notice>
        )}
        <div className={css.pair}>
          {accounts && accounts.length > 0 && (
            <Select label={t('emails.compose.from')} value={mail.account ?? usual?.id ?? ''} options={accounts.map(account => ({ value: account.id, word: `${account.title} · ${String(account['address'])}` }))} onChoose={account => change({ account })} />
          )}
          {templates.length > 0 && (
            <Select
              label={t('emails.compose.template')}
              value=""
              options={[{ value: '', word: t('emails.compose.chooseTemplate') }, ...templates.map(each => ({ value: each.id ?? `${each.key} ${each.language}`, word: `${each.name || t(`templates.shipped.${each.key}`, { defaultValue: each.subject })} · ${t(`templates.languages.${each.language}`)}` }))]}
              onChoose={reference => void fill(reference)}
            />
          )}
        </div>
        <Recipients
          label={t('emails.emailMessage.fields.to')}
          isRequired
          problem={problem}
          addresses={mail.to}
          onChange={to => {
            setProblem(undefined)
            change({ to })
          }}
        />
        {hasCopies ? (
          <div className={css.pair}>
            <Recipients label={t('emails.emailMessage.fields.cc')} addresses={mail.cc} onChange={cc => change({ cc })} />
            <Recipients label={t('emails.emailMessage.fields.bcc')} addresses={mail.bcc} onChange={bcc => change({ bcc })} />
          </div>
        ) : (
          <span>
            <Button size="small" onClick={() => setCopies(true)}>
              {t('emails.compose.copies')}
            </Button>
          </span>
        )}
        <div className={css.field}>
          <FormLabel htmlFor={`${id}-subject`}>{t('emails.emailMessage.fields.subject')}</FormLabel>
          <OutlinedInput id={`${id}-subject`} value={mail.subject} onChange={event => change({ subject: event.target.value })} />
        </div>
        <div className={css.field}>
          <FormLabel htmlFor={`${id}-text`}>{t('emails.emailMessage.fields.text')}</FormLabel>
          <RichText key={turn} id={`${id}-text`} label={t('emails.emailMessage.fields.text')} value={mail.html} onChange={html => change({ html })} />
          {missing.length > 0 && <p className={css.problem}>{t('emails.compose.missing', { what: missing.join(', ') })}</p>}
        </div>
        <div className={css.files}>
          {mail.files.map(({ file, name, size }) => (
            <span key={file} className={css.file}>
              <Paperclip size={14} aria-hidden="true" />
              <span>
                {name} · {formatBytes(size, language)}
              </span>
              <button type="button" aria-label={t('emails.compose.removeFile', { name })} onClick={() => change({ files: mail.files.filter(each => each.file !== file) })}>
                <X size={14} aria-hidden="true" />
              </button>
            </span>
          ))}
          <Button size="small" startIcon={<Paperclip size={14} aria-hidden="true" />} onClick={() => chooser.current?.click()}>
            {t('emails.compose.attach')}
          </Button>
          <input ref={chooser} type="file" multiple hidden aria-label={t('emails.compose.attach')} onChange={event => void attach([...(event.target.files ?? [])])} />
        </div>
        <div className={css.foot}>
          <Button disabled={isBusy} onClick={() => void save('draft')}>
            {t('emails.compose.keep')}
          </Button>
          <DraftState path={path} />
          {isLater ? (
            <span className={css.later}>
              <span className={css.field}>
                <FormLabel htmlFor={`${id}-later`}>{t('emails.emailMessage.fields.sendAfter')}</FormLabel>
                <DateTimeInput id={`${id}-later`} value={mail.sendAfter} onChange={sendAfter => change({ sendAfter })} />
              </span>
              <Button onClick={() => setLater(false)}>{t('emails.compose.atOnce')}</Button>
            </span>
          ) : (
            <Button onClick={() => setLater(true)}>{t('emails.compose.later')}</Button>
          )}
          <Button variant="contained" color="primary" type="submit" disabled={isBusy} startIcon={<Send size={16} aria-hidden="true" />}>
            {t(isLater ? 'emails.compose.sendLater' : 'emails.compose.send')}
          </Button>
        </div>
      </form>
    </Page>
  )
}
