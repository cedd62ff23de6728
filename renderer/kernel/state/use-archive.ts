import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Which } from '../list/use-bulk.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { countWords } from '../text/count-words.ts'
import { useLanguage } from '../text/use-language.ts'
import { followJob } from './jobs.ts'
import { useOperations } from './operations.ts'

/** Puts records of a type in its archives or takes them out, as one operation that can be taken back. */
export const useArchive = (entity: AnyEntity): { isBusy: boolean; archive: (which: Which, isIn: boolean) => Promise<void> } => {
  const api = useApi()
  const language = useLanguage()
  const operations = useOperations()
  const { t } = useTranslation()
  const [isBusy, setBusy] = useState(false)
  const archive = useCallback(
    async (which: Which, isIn: boolean): Promise<void> => {
      setBusy(true)
      try {
        // Nothing that is in the archives already is asked for once more, and nothing but that is taken out.
        const asked = which.ids ? which : { ...which, archived: isIn ? undefined : ('only' as const) }
        const { op, job, count } = await unwrap(api.entities.changeMany({ type: entity.type, ...asked, patch: { [entity.archive!]: isIn ? true : null }, background: true }))
        const changed = job ? ((await followJob(api, job, t('list.changing'), t('list.stop'))).counts['changed'] ?? 0) : count
        operations.report(op, t(isIn ? 'archive.done' : 'archive.undone', { words: countWords(t, entity, changed, language) }))
      } catch (error) {
        operations.failed(error)
      } finally {
        setBusy(false)
      }
    },
    [api, entity, language, operations, t],
  )
  return { isBusy, archive }
}
