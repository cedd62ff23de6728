import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Which } from '../list/use-bulk.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'
import { type Exported, useExport } from '../state/use-export.ts'
import { countWords } from '../text/count-words.ts'
import { useLanguage } from '../text/use-language.ts'
import { type ExportChoice, orderOf, wholeOf, writable } from './export-choice.ts'

const FIRST: ExportChoice = { isWhole: false, format: 'csv', hasAllColumns: true, style: 'excel' }

/** What there is to export of a type, what of it is chosen, and the export itself; `listed` are the columns of its list. */
export const useExportChoice = (entity: AnyEntity, which: Which, listed: readonly string[]) => {
  const api = useApi()
  const language = useLanguage()
  const { t } = useTranslation()
  const { isExporting, exportRecords } = useExport()
  const [choice, setChoice] = useState(FIRST)
  const paths = writable(entity, listed)
  const count = (of: Which): { queryKey: readonly unknown[]; queryFn: (query: { signal: AbortSignal }) => Promise<number> } => ({
    queryKey: keys.count(entity.type, of),
    queryFn: async ({ signal }) => (await unwrap(api.entities.count({ type: entity.type, ...of }, { signal }))).count,
  })
  const { ids, ...filtered } = which
  const isPart = ids !== undefined || Object.keys(filtered).length > 0
  const whole = useQuery(count(wholeOf(entity))).data
  const matching = useQuery({ ...count(filtered), enabled: ids === undefined }).data
  const part = ids?.length ?? matching
  const chosen = choice.isWhole || !isPart ? whole : part
  const words = (many: number | undefined): string => (many === undefined ? '' : countWords(t, entity, many, language))
  return {
    choice,
    change: (change: Partial<ExportChoice>): void => setChoice(old => ({ ...old, ...change })),
    columnCount: paths.length,
    /** How many records will be written; undefined until known. */
    count: chosen,
    chosen: words(chosen),
    part: isPart ? t(ids ? 'pages.export.ticked' : 'pages.export.filtered', { words: words(part) }) : undefined,
    whole: words(whole),
    isExporting,
    start: (): Promise<Exported | undefined> => exportRecords(orderOf(entity, which, paths, choice)),
  }
}
