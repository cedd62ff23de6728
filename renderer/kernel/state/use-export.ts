import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { downloadFile } from '../rpc/files.ts'
import { useLanguage } from '../text/use-language.ts'
import { followJob } from './jobs.ts'
import { useOperations } from './operations.ts'
import { keys } from './queries.ts'
import { showToast } from './toasts.ts'

export interface ExportOrder {
  readonly type: string
  readonly format: 'csv' | 'vcf'
  readonly text?: string
  readonly filter?: Filter
  readonly archived?: 'with' | 'only'
  readonly ids?: string[]
  /** Of a table: by default all columns, as spreadsheets open them best. */
  readonly columns?: string[]
  readonly delimiter?: ';' | ',' | '\t'
  readonly bom?: boolean
}

export interface Exported {
  readonly file: string
  readonly name: string
  /** Records in it. */
  readonly count: number
}

/** Writes records to a file and saves it in the person's downloads; also when the screen is left meanwhile. */
export const useExport = (): { isExporting: boolean; exportRecords: (order: ExportOrder) => Promise<Exported | undefined> } => {
  const api = useApi()
  const queries = useQueryClient()
  const language = useLanguage()
  const { t } = useTranslation()
  const { failed } = useOperations()
  const [isExporting, setExporting] = useState(false)
  const exportRecords = useCallback(
    async (order: ExportOrder) => {
      setExporting(true)
      try {
        const { job } = await unwrap(api.imports.export({ ...order, language }))
        void queries.invalidateQueries({ queryKey: keys.jobs })
        const { state, result, done } = await followJob(api, job, t('pages.export.going'), t('list.stop'))
        if (state === 'cancelled') {
          showToast(t('pages.export.stopped'))
          return undefined
        }
        const exported = { file: String(result?.['file']), name: String(result?.['name']), count: done }
        downloadFile(exported.file, exported.name)
        showToast(t('ui.exported', { name: exported.name }))
        return exported
      } catch (error) {
        failed(error)
        return undefined
      } finally {
        setExporting(false)
      }
    },
    [api, failed, language, queries, t],
  )
  return { isExporting, exportRecords }
}
