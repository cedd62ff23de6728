import { Pencil, Plus, UserRoundCheck, UserRoundX } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { LOCAL_ACTOR } from '../../../shared/kernel/id/local-actor.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { isNamed, type UserRow, useUsers } from '../../kernel/state/users.ts'
import { Avatar } from '../../kernel/ui/Avatar.tsx'
import { Button } from '../../kernel/ui/Button.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import ui from '../../kernel/ui/ui.module.css'
import { UserDialog } from './UserDialog.tsx'
import css from './users.module.css'

/** The people of the firm: oneself first, those who left last. */
export const UsersPage = () => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  const { id: sought } = useParams()
  const [edited, setEdited] = useState<UserRow | 'new'>()
  const { users, isKnown, error, refetch } = useUsers()
  useEffect(() => {
    if (isKnown && sought) document.getElementById(`user-${sought}`)?.focus()
  }, [isKnown, sought])
  const me = users.find(({ id }) => id === LOCAL_ACTOR)
  const rank = ({ id, isInactive }: UserRow): number => (id === LOCAL_ACTOR ? 0 : isInactive ? 2 : 1)
  const setInactive = async (user: UserRow, isInactive: boolean): Promise<void> => {
    try {
      const { op } = await unwrap(api.entities.save({ type: 'user', id: user.id, patch: { isInactive: isInactive || null } }))
      operations.report(op, t(isInactive ? 'users.setInactive' : 'users.setActive', { name: user.title }))
    } catch (failed) {
      operations.failed(failed)
    }
  }
  return (
    <Page
      title={t('users.user.many')}
      beside={<Link to="/reglages">{t('ui.settings')}</Link>}
      actions={
        <Button look="filled" icon={Plus} onClick={() => setEdited('new')}>
          {t('users.user.new')}
        </Button>
      }
    >
      <p className={css.about}>{t('users.about')}</p>
      {error && !isKnown ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {me && !isNamed(me) && (
        <Notice
          tint="info"
          action={
            <Button isSmall onClick={() => setEdited(me)}>
              {t('users.sayName')}
            </Button>
          }
        >
          {t('users.nameless')}
        </Notice>
      )}
      {isKnown && (
        <ul className={`${ui.block} ${css.users}`} aria-label={t('users.user.many')}>
          {users.toSorted((a, b) => rank(a) - rank(b)).map(user => {
            const name = isNamed(user) ? user.title : t('users.you')
            return (
              <li key={user.id} id={`user-${user.id}`} tabIndex={-1} data-off={user.isInactive || undefined}>
                <Avatar id={user.id} title={name} />
                <span className={css.who}>
                  <span className={css.name}>
                    <b>{name}</b>
                    {user.id === LOCAL_ACTOR && isNamed(user) && <span className={css.you}>{t('users.isYou')}</span>}
                    {user.isInactive && <span className={css.you}>{t('users.isInactive')}</span>}
                  </span>
                  <span className={css.details}>{[user.jobTitle, user.email, user.phone].filter(Boolean).join(' · ') || t('users.noDetails')}</span>
                </span>
                <span className={css.actions}>
                  <Button isSmall icon={Pencil} aria-label={`${t('ui.edit')} ${name}`} onClick={() => setEdited(user)}>
                    {t('ui.edit')}
                  </Button>
                  {user.id !== LOCAL_ACTOR && (
                    <Button isSmall look="plain" icon={user.isInactive ? UserRoundCheck : UserRoundX} aria-label={`${t(user.isInactive ? 'users.reactivate' : 'users.deactivate')} ${name}`} onClick={() => void setInactive(user, !user.isInactive)}>
                      {t(user.isInactive ? 'users.reactivate' : 'users.deactivate')}
                    </Button>
                  )}
                </span>
              </li>
            )
          })}
        </ul>
      )}
      {edited && <UserDialog user={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </Page>
  )
}
