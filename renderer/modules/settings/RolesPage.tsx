import { useQueryClient } from '@tanstack/react-query'
import { Pencil, Plus, Trash2, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useLayouts } from '../../kernel/layout/use-layout.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { Button, ButtonLink } from '../../kernel/ui/Button.tsx'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Select } from '../../kernel/ui/Select.tsx'
import ui from '../../kernel/ui/ui.module.css'
import { movedRow } from './moved.ts'
import { OrderedRows } from './OrderedRows.tsx'
import type { RoleRow } from './role-row.ts'
import { RoleDialog } from './RoleDialog.tsx'
import { useRoleRows } from './use-role-rows.ts'
import css from './settings.module.css'

/** The roles of the firm, and who has them. */
export const RolesPage = () => {
  const { t } = useTranslation()
  const api = useApi()
  const queries = useQueryClient()
  const operations = useOperations()
  const [edited, setEdited] = useState<RoleRow>()
  const { data, error, refetch } = useRoleRows()
  const { person } = useLayouts()
  const people = [...new Set((data ?? []).flatMap(({ members = [] }) => members.map(({ value }) => value)))].toSorted((a, b) => a.localeCompare(b))
  const iAm = async (name: string): Promise<void> => {
    try {
      await unwrap(api.layouts.iAm({ name }))
      await queries.invalidateQueries({ queryKey: keys.type('layout') })
    } catch (failed) {
      operations.failed(failed)
    }
  }
  const order = async (asked: readonly string[]): Promise<void> => {
    const moved = movedRow(data!.map(({ id, order: rank = 0 }) => ({ id, order: rank })), asked)
    if (!moved) return
    try {
      const { op, record } = await unwrap(api.entities.save({ type: 'role', id: moved.id, patch: { order: moved.order } }))
      await queries.invalidateQueries({ queryKey: keys.type('role') })
      operations.report(op, t('roles.moved', { name: record.title }))
    } catch (failed) {
      operations.failed(failed)
    }
  }
  const remove = async ({ id, title }: RoleRow): Promise<void> => {
    try {
      const { op } = await unwrap(api.entities.remove({ type: 'role', id }))
      operations.report(op, t('roles.deleted', { name: title }))
    } catch (failed) {
      operations.failed(failed)
    }
  }
  return (
    <Page
      title={t('roles.role.many')}
      beside={<Link to="/reglages">{t('ui.settings')}</Link>}
      actions={
        <ButtonLink look="filled" icon={Plus} to="/reglages/roles/nouveau">
          {t('roles.role.new')}
        </ButtonLink>
      }
    >
      {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {data?.length === 0 && (
        <EmptyState icon={UsersRound} title={t('roles.none')}>
          {t('roles.noneHint')}
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <div className={ui.block}>
          <OrderedRows
            label={t('roles.role.many')}
            rows={data}
            keyOf={({ id }) => id}
            nameOf={({ title }) => title}
            onOrder={order}
            renderRow={role => (
              <>
                <span className={css.value}>
                  <b>{role.title}</b>
                </span>
                <span className={css.uses}>{role.members?.length ? role.members.map(({ value }) => value).join(', ') : <span className={css.nobody}>{t('roles.nobody')}</span>}</span>
                <span className={css.actions}>
                  <Button isSmall icon={Pencil} aria-label={`${t('ui.edit')} ${role.title}`} onClick={() => setEdited(role)}>
                    {t('ui.edit')}
                  </Button>
                  <Button isSmall look="danger" icon={Trash2} aria-label={`${t('roles.delete')} ${role.title}`} onClick={() => void remove(role)}>
                    {t('roles.delete')}
                  </Button>
                </span>
              </>
            )}
          />
        </div>
      )}
      {data && people.length > 0 && (
        <div className={css.me}>
          <Select label={t('roles.iAm')} value={people.includes(person) ? person : ''} options={[{ value: '', word: t('roles.unsaid') }, ...people.map(name => ({ value: name, word: name }))]} onChoose={name => void iAm(name)} />
          <p className={css.hint}>{t('roles.iAmHint')}</p>
        </div>
      )}
      {edited && <RoleDialog role={edited} onClose={() => setEdited(undefined)} />}
    </Page>
  )
}
