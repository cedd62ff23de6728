import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { downloadFile } from '../rpc/files.ts'
import { useLanguage } from '../text/use-language.ts'
import { waitForJob } from './jobs.ts'
import { useOperations } from './operations.ts'
import { keys } from './queries.ts'
import { showToast } from './toasts.ts'

export interface ExportOrder {
  readonly type: string
  readonly format: 'csv' | 'vcf'
  readonly text?: string
  readonly filter?: Filter
  readonly ids?: string[]
}

/** Writes records to a file and saves it in the person's downloads. */
export const useExport = (): { isExporting: boolean; exportRecords: (order: ExportOrder) => Promise<void> } => {
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
        const { result } = await waitForJob(api, job)
        downloadFile(String(result?.['file']), String(result?.['name']))
        showToast(t('ui.exported', { name: result?.['name'] }))
      } catch (error) {
        failed(error)
      } finally {
        setExporting(false)
      }
    },
    [api, failed, language, queries, t],
  )
  return { isExporting, exportRecords }
}
