import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { NAMELESS } from '../../../shared/kernel/id/local-actor.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { actorWord } from '../text/words.ts'
import { keys } from './queries.ts'

/** Somebody of the firm, as they come in a list. */
export type UserRow = Row & {
  readonly firstName?: string
  readonly lastName?: string
  readonly email?: string
  readonly phone?: string
  readonly jobTitle?: string
  readonly signature?: string
  readonly isInactive?: boolean
}

const ASKED = { view: ['firstName', 'lastName', 'email', 'phone', 'jobTitle', 'signature', 'isInactive'], limit: 1_000 }
const NOBODY: readonly UserRow[] = []

/** The people of the firm, those who left too. */
export const useUsers = (): { readonly users: readonly UserRow[]; readonly isKnown: boolean; readonly error: unknown; readonly refetch: () => unknown } => {
  const api = useApi()
  const { data, error, refetch } = useQuery({
    queryKey: keys.rows('user', ASKED),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'user', ...ASKED }, { signal }))).rows as readonly UserRow[],
    gcTime: Infinity,
  })
  return { users: data ?? NOBODY, isKnown: data !== undefined, error, refetch }
}

/** Whether somebody has said their name. */
export const isNamed = ({ title }: Pick<Row, 'title'>): boolean => title !== NAMELESS

/** Says who did something: their name where it is known, else a word of ours for this installation itself. */
export const useActorWord = (): ((by: string) => string) => {
  const { t } = useTranslation()
  const { users } = useUsers()
  return useCallback(
    by => {
      const user = users.find(({ id }) => id === by)
      return user && isNamed(user) ? user.title : actorWord(t, by)
    },
    [t, users],
  )
}
