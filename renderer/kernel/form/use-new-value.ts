import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ValueList } from '../../../shared/kernel/entity/value-list.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { keys } from '../state/queries.ts'

/** Adds a person's own value to an open list; answers its key. */
export const useNewValue = (): ((list: ValueList, label: string) => Promise<string>) => {
  const { t } = useTranslation()
  const api = useApi()
  const queries = useQueryClient()
  const operations = useOperations()
  return async (list, label) => {
    const key = crypto.randomUUID()
    const { op } = await unwrap(api.entities.save({ type: 'listValue', patch: { list: list.name, key, label } }))
    // Its word must be known before it is chosen.
    await queries.invalidateQueries({ queryKey: keys.type('listValue') })
    operations.report(op, t('form.valueAdded', { label }))
    return key
  }
}
