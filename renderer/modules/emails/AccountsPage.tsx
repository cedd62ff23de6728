import { useQuery } from '@tanstack/react-query'
import { AtSign, Pencil, Plus, RefreshCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { showToast } from '../../kernel/state/toasts.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Chip } from '../../kernel/ui/Chip.tsx'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import ui from '../../kernel/ui/ui.module.css'
import { AccountDialog, type AccountRow } from './AccountDialog.tsx'
import { FailureText } from './FailureText.tsx'
import css from './emails.module.css'

const ASKED = { limit: 100 }

/** Where mails leave from and come in, and what stands in their way. */
export const AccountsPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const [edited, setEdited] = useState<AccountRow | 'new'>()
  const [isReceiving, setReceiving] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: keys.rows('mailAccount', { ...ASKED, whole: true }),
    queryFn: async ({ signal }) => {
      const { rows } = await unwrap(api.entities.list({ type: 'mailAccount', ...ASKED }, { signal }))
      return Promise.all(rows.map(async ({ id }) => (await unwrap(api.entities.get({ type: 'mailAccount', id }, { signal }))).record as unknown as AccountRow))
    },
  })
  const { data: outbox } = useQuery({ queryKey: [...keys.type('emailMessage'), 'outbox'], queryFn: ({ signal }) => unwrap(api.emails.outbox({}, { signal })), refetchInterval: 10_000 })
  const { data: secrets } = useQuery({ queryKey: [...keys.type('mailAccount'), 'secrets', edited === undefined], queryFn: async () => (await unwrap(api.emails.secrets({}))).accounts })
  const remove = async ({ id, title }: AccountRow): Promise<void> => {
    try {
      const { op } = await unwrap(api.entities.remove({ type: 'mailAccount', id }))
      operations.report(op, t('emails.account.removed', { name: title }))
    } catch (failed) {
      operations.failed(failed)
    }
  }
  const receive = async (): Promise<void> => {
    setReceiving(true)
    try {
      const { received } = await unwrap(api.emails.receive({}))
      showToast(t('emails.account.received', { count: received }))
    } catch (failed) {
      operations.failed(failed)
    }
    setReceiving(false)
  }
  const hasBox = data?.some(({ imapHost }) => imapHost)
  return (
    <Page
      title={t('emails.accounts')}
      beside={<Link to="/reglages">{t('ui.settings')}</Link>}
      actions={
        <span className={css.actions}>
          {hasBox && (
            <Button icon={RefreshCw} disabled={isReceiving} onClick={() => void receive()}>
              {t('emails.account.receive')}
            </Button>
          )}
          <Button look="filled" icon={Plus} onClick={() => setEdited('new')}>
            {t('emails.mailAccount.new')}
          </Button>
        </span>
      }
    >
      {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {data?.length === 0 && (
        <EmptyState icon={AtSign} title={t('emails.account.none')}>
          {t('emails.account.noneHint')}
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <ul className={`${ui.block} ${css.accounts}`}>
          {data.map(account => {
            const hold = outbox?.holds.find(each => each.account === account.id)
            const box = outbox?.mailboxes.find(each => each.account === account.id)
            return (
              <li key={account.id}>
                <span className={css.accountName}>
                  <b>{account.title}</b>
                  <span className={css.hint}>
                    {account.address}
                    {box && !box.failure && ` · ${t('emails.account.readAt', { time: new Date(box.readAt).toLocaleTimeString(language, { timeStyle: 'short' }) })}`}
                  </span>
                </span>
                {account.isDefault && <Chip colour="accent">{t('emails.mailAccount.fields.isDefault')}</Chip>}
                {account.isPaused && <Chip colour="neutral">{t('emails.mailAccount.fields.isPaused')}</Chip>}
                <Button isSmall icon={Pencil} aria-label={`${t('ui.edit')} ${account.title}`} onClick={() => setEdited(account)}>
                  {t('ui.edit')}
                </Button>
                <Button isSmall look="danger" icon={Trash2} aria-label={`${t('ui.toTrash')} ${account.title}`} onClick={() => void remove(account)}>
                  {t('ui.toTrash')}
                </Button>
                {hold && (
                  <Notice tint="warn">
                    <b>{t('emails.account.smtp')}</b> <FailureText failure={hold.failure} />
                  </Notice>
                )}
                {box?.failure && (
                  <Notice tint="warn">
                    <b>{t('emails.account.imap')}</b> <FailureText failure={box.failure} />
                  </Notice>
                )}
              </li>
            )
          })}
        </ul>
      )}
      {edited && <AccountDialog account={edited === 'new' ? undefined : edited} hasSecret={edited !== 'new' && (secrets?.includes(edited.id) ?? false)} onClose={() => setEdited(undefined)} />}
    </Page>
  )
}
