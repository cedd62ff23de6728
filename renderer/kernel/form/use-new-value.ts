import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { TAGS, type ValueList } from '../../../shared/kernel/entity/value-list.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { keys } from '../state/queries.ts'

/** Adds a person's own value to an open list, or a tag; answers its key. */
export const useNewValue = (): ((list: ValueList, label: string) => Promise<string>) => {
  const { t } = useTranslation()
  const api = useApi()
  const queries = useQueryClient()
  const operations = useOperations()
  return async (list, label) => {
    const isTag = list.name === TAGS.name
    const own = crypto.randomUUID()
    const { op, record } = await unwrap(api.entities.save(isTag ? { type: 'tag', patch: { name: label } } : { type: 'listValue', patch: { list: list.name, key: own, label } }))
    const key = isTag ? record.id : own
    // Its word must be known before it is chosen.
    await queries.invalidateQueries({ queryKey: keys.type(record.type) })
    operations.report(op, t('form.valueAdded', { label }))
    return key
  }
}
