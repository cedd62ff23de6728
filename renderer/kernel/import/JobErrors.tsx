import { CircleAlert, Download, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import { formatNumber } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { Block } from '../ui/Block.tsx'
import { Button } from '../ui/Button.tsx'
import { Table, type TableColumn } from '../ui/Table.tsx'
import { LineProblems } from './LineProblems.tsx'

type LineError = JobView['errors'][number]

interface Props {
  readonly job: JobView
  readonly entity: AnyEntity | undefined
  /** Saves all of them, once the job has ended. */
  readonly onDownload: (() => void) | undefined
}

/** The first lines that could not be taken, and those that were but should be looked at. */
export const JobErrors = ({ job, entity, onDownload }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const number = (value: number): string => formatNumber(value, language)
  const failures = job.counts['failed'] ?? 0
  const warnings = job.counts['warnings'] ?? 0
  const columns: TableColumn<LineError>[] = [
    { name: 'line', head: t('imports.line'), look: 'end', render: ({ line }) => number(line) },
    { name: 'content', head: t('imports.content'), look: 'content', render: ({ text }) => text },
    { name: 'reason', head: t('imports.reason'), render: ({ problems }) => <LineProblems entity={entity} problems={problems} /> },
  ]
  const counted = (shown: number, all: number): string => (all > shown ? t('imports.firstErrors', { shown: number(shown), number: number(all) }) : number(all))
  return (
    <>
      {job.errors.length > 0 && (
        <Block
          icon={CircleAlert}
          title={t('imports.failedLines')}
          count={counted(job.errors.length, failures)}
          actions={
            onDownload && (
              <Button isSmall icon={Download} onClick={onDownload}>
                {t('imports.downloadErrors', { count: failures })}
              </Button>
            )
          }
        >
          <Table label={t('imports.failedLines')} columns={columns} rows={job.errors} keyOf={({ line }) => line} />
        </Block>
      )}
      {job.warnings.length > 0 && (
        <Block icon={TriangleAlert} title={t('imports.warnings')} count={counted(job.warnings.length, warnings)}>
          <Table label={t('imports.warnings')} columns={columns} rows={job.warnings} keyOf={({ line }) => line} />
        </Block>
      )}
    </>
  )
}
