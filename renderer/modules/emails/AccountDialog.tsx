import Checkbox from '@mui/material/Checkbox'
import FormLabel from '@mui/material/FormLabel'
import MuiButton from '@mui/material/Button'
import OutlinedInput from '@mui/material/OutlinedInput'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isEmail } from '../../../shared/kernel/entity/validate.ts'
import type { MailFailure } from '../../../shared/kernel/mail/mail-failure.ts'
import type { MailAccount } from '../../../shared/modules/emails/mail-account.entity.ts'
import { FormDialog } from '../../kernel/form/FormDialog.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { errorText } from '../../kernel/text/words.ts'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Select } from '../../kernel/ui/Select.tsx'
import { FailureText } from './FailureText.tsx'
import { guessOf, presetOf } from './presets.ts'
import css from './emails.module.css'

export type AccountRow = MailAccount & { readonly id: string; readonly title: string }

interface Props {
  /** Without one, a new one is made. */
  readonly account: AccountRow | undefined
  readonly hasSecret: boolean
  readonly onClose: () => void
}

type Part = 'smtp' | 'imap'
type Tried = { readonly smtp?: MailFailure | undefined; readonly imap?: MailFailure | undefined }

const LOOPBACK = /^(localhost|127\.|\[?::1)/

/** An account: who one is, then the servers, which follow from the address where its provider is known. */
export const AccountDialog = ({ account, hasSecret, onClose }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const api = useApi()
  const operations = useOperations()
  const [draft, setDraft] = useState<Partial<MailAccount>>(account ?? { smtpSecurity: 'tls', smtpPort: 465, imapSecurity: 'tls', imapPort: 993, authKind: 'password' })
  const [secret, setSecret] = useState('')
  const [tried, setTried] = useState<Tried | 'trying'>()
  const [failure, setFailure] = useState<string>()
  const change = (to: Partial<MailAccount>): void => setDraft(now => ({ ...now, ...to }))

  const fromAddress = (): void => {
    const { address = '' } = draft
    if (!isEmail(address)) return
    const found = presetOf(address) ?? guessOf(address)
    setDraft(now => ({ ...(now.smtpHost ? {} : found), ...now, ...(now.smtpHost ? {} : found), name: now.name || address, user: now.user || address }))
  }

  const server = (part: Part): { host: string; port: number; security: 'tls' | 'starttls' | 'none' } | undefined => {
    const host = draft[`${part}Host`]
    return host ? { host, port: draft[`${part}Port`] ?? (part === 'smtp' ? 465 : 993), security: (draft[`${part}Security`] ?? 'tls') as 'tls' } : undefined
  }

  const attempt = async (): Promise<void> => {
    setTried('trying')
    try {
      const [smtp, imap] = [server('smtp'), server('imap')]
      setTried(
        await unwrap(
          api.emails.tryServers({
            ...(account && { account: account.id }),
            ...(secret && { secret }),
            ...(draft.user && { user: draft.user }),
            authKind: draft.authKind === 'oauth' ? 'oauth' : 'password',
            ...(smtp && { smtp }),
            ...(imap && { imap: { ...imap, ...(draft.folder && { folder: draft.folder }) } }),
          }),
        ),
      )
    } catch (error) {
      setTried(undefined)
      operations.failed(error)
    }
  }

  const save = async (): Promise<void> => {
    if (!isEmail(draft.address ?? '')) return setFailure(t('emails.account.addressWanted'))
    const { id: _, title: __, ...fields } = { ...draft, name: draft.name || draft.address! } as AccountRow
    const patch = Object.fromEntries(['name', 'address', 'displayName', 'smtpHost', 'smtpPort', 'smtpSecurity', 'user', 'authKind', 'imapHost', 'imapPort', 'imapSecurity', 'folder', 'perMinute', 'dailyLimit', 'isDefault', 'isPaused'].map(name => [name, fields[name as keyof MailAccount] ?? null]))
    try {
      const { op, record } = await unwrap(api.entities.save({ type: 'mailAccount', ...(account && { id: account.id }), patch }))
      if (secret) await unwrap(api.emails.setSecret({ account: record.id, secret }))
      operations.report(op, t('emails.account.saved', { name: record.title }))
      onClose()
    } catch (error) {
      setFailure(errorText(t, error))
    }
  }

  const field = (name: keyof MailAccount, input: ReactNode): ReactNode => (
    <div className={css.field}>
      <FormLabel htmlFor={`${id}-${name}`} required={name === 'address'}>
        {t(`emails.mailAccount.fields.${name}`)}
      </FormLabel>
      {input}
    </div>
  )
  const text = (name: 'name' | 'address' | 'displayName' | 'smtpHost' | 'user' | 'imapHost' | 'folder', onBlur?: () => void): ReactNode =>
    field(name, <OutlinedInput id={`${id}-${name}`} type={name === 'address' ? 'email' : 'text'} value={draft[name] ?? ''} onChange={event => change({ [name]: event.target.value || undefined })} onBlur={onBlur} />)
  const number = (name: 'smtpPort' | 'imapPort' | 'perMinute' | 'dailyLimit'): ReactNode =>
    field(name, <OutlinedInput id={`${id}-${name}`} type="number" value={draft[name] ?? ''} onChange={event => change({ [name]: event.target.value ? Number(event.target.value) : undefined })} />)
  const securityOf = (part: Part): ReactNode => (
    <Select
      label={t(`emails.mailAccount.fields.${part}Security`)}
      value={draft[`${part}Security`] ?? 'tls'}
      options={(['tls', 'starttls', 'none'] as const).map(value => ({ value, word: t(`emails.security.${value}`) }))}
      onChoose={value => change({ [`${part}Security`]: value })}
    />
  )
  const isBare = (['smtp', 'imap'] as const).some(part => draft[`${part}Host`] && draft[`${part}Security`] === 'none' && !LOOPBACK.test(draft[`${part}Host`]!))
  const flag = (name: 'isDefault' | 'isPaused'): ReactNode => (
    <label>
      <Checkbox checked={draft[name] === true} onChange={event => change({ [name]: event.target.checked })} />
      {t(`emails.mailAccount.fields.${name}`)}
    </label>
  )
  const outcome = (part: Part): ReactNode => {
    if (tried === undefined || tried === 'trying' || !server(part)) return null
    const stands = tried[part]
    return (
      <Notice tint={stands ? 'err' : 'ok'}>
        <b>{t(`emails.account.${part}`)}</b> {stands ? <FailureText failure={stands} /> : t('emails.account.works')}
      </Notice>
    )
  }
  return (
    <FormDialog
      title={account ? t('emails.account.edit', { name: account.title }) : t('emails.mailAccount.new')}
      conclusion={t('ui.save')}
     
      others={
        <MuiButton disabled={tried === 'trying' || (!draft.smtpHost && !draft.imapHost)} onClick={() => void attempt()}>
          {t(tried === 'trying' ? 'emails.account.trying' : 'emails.account.try')}
        </MuiButton>
      }
      onConclude={save}
      onClose={onClose}
    >
      {failure && <Notice tint="err">{failure}</Notice>}
      <div className={css.pair}>
        {text('address', fromAddress)}
        {text('displayName')}
      </div>
      <div className={css.pair}>
        {text('user')}
        <div className={css.field}>
          <FormLabel htmlFor={`${id}-secret`}>{t(draft.authKind === 'oauth' ? 'emails.account.token' : 'emails.account.password')}</FormLabel>
          <OutlinedInput id={`${id}-secret`} type="password" autoComplete="new-password" value={secret} placeholder={hasSecret ? t('emails.account.secretKept') : ''} onChange={event => setSecret(event.target.value)} inputProps={{ 'aria-describedby': `${id}-sealed` }} />
          <p id={`${id}-sealed`} className={css.hint}>
            {t('emails.account.sealed')}
          </p>
        </div>
      </div>
      <div className={css.server}>
        {text('smtpHost')}
        {number('smtpPort')}
        {securityOf('smtp')}
      </div>
      <div className={css.server}>
        {text('imapHost')}
        {number('imapPort')}
        {securityOf('imap')}
      </div>
      {isBare && <Notice tint="warn">{t('emails.account.bare')}</Notice>}
      <details>
        <summary>{t('emails.account.more')}</summary>
        <div className={css.pair}>
          {text('name')}
          {text('folder')}
          {number('perMinute')}
          {number('dailyLimit')}
          <Select label={t('emails.mailAccount.fields.authKind')} value={draft.authKind ?? 'password'} options={(['password', 'oauth'] as const).map(value => ({ value, word: t(`emails.authKind.${value}`) }))} onChoose={authKind => change({ authKind })} />
        </div>
      </details>
      <div className={css.actions}>
        {flag('isDefault')}
        {flag('isPaused')}
      </div>
      <div className={css.found} aria-live="polite">
        {outcome('smtp')}
        {outcome('imap')}
      </div>
    </FormDialog>
  )
}
