import { useQuery } from '@tanstack/react-query'
import type { NotificationRecord } from '../../../shared/modules/workflows/notification.entity.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'

export const NOTIFICATION = 'notification'
export const UNREAD = { field: 'readOn', op: 'empty' } as const

/** A notice as it comes in a list. */
export type Notice = Row & Omit<NotificationRecord, 'about'> & { readonly about?: { readonly id: string; readonly type: string; readonly title: string }; readonly createdAt: string }

const MOST = 200

export const useNotices = () => {
  const api = useApi()
  const asked = { sort: [{ field: 'createdAt', dir: 'desc' as const }], view: ['text', 'about', 'readOn', 'createdAt'], limit: MOST }
  return useQuery({ queryKey: keys.rows(NOTIFICATION, asked), queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: NOTIFICATION, ...asked }, { signal }))).rows as unknown as readonly Notice[] })
}

export const useUnread = (): number | undefined => {
  const api = useApi()
  return useQuery({ queryKey: keys.count(NOTIFICATION, { filter: UNREAD }), queryFn: async ({ signal }) => (await unwrap(api.entities.count({ type: NOTIFICATION, filter: UNREAD }, { signal }))).count }).data
}
