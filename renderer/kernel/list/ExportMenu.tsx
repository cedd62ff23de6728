import { Download } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { useExport } from '../state/use-export.ts'
import { buttonClass } from '../ui/Button.tsx'
import { Menu, MenuAction } from '../ui/Menu.tsx'
import type { Which } from './use-bulk.ts'

const ExportDialog = lazy(async () => ({ default: (await import('../import/ExportDialog.tsx')).ExportDialog }))

interface Props {
  readonly entity: AnyEntity
  readonly which: Which
  /** The columns of the list, by their paths. */
  readonly paths: readonly string[]
  readonly hasCard: boolean
  readonly isDisabled: boolean
}

/** Writes records to a file of one format or another. */
export const ExportMenu = ({ entity, which, paths, hasCard, isDisabled }: Props) => {
  const { t } = useTranslation()
  const { isExporting, exportRecords } = useExport()
  const [isAsking, setAsking] = useState(false)
  const start = (format: 'csv' | 'vcf'): void => void exportRecords({ type: entity.type, format, ...which })
  return (
    <>
      <Menu
        name={t('ui.export')}
        className={buttonClass({ look: 'plain' })}
        disabled={isDisabled || isExporting}
        isAtEnd
        button={
          <>
            <Download size={16} aria-hidden="true" />
            {isExporting ? t('ui.exporting') : t('ui.export')}
          </>
        }
      >
        <MenuAction onChoose={() => start('csv')}>{t('ui.exportCsv')}</MenuAction>
        {hasCard && <MenuAction onChoose={() => start('vcf')}>{t('ui.exportCards')}</MenuAction>}
        <MenuAction onChoose={() => setAsking(true)}>{t('pages.export.options')}</MenuAction>
      </Menu>
      {isAsking && (
        <Suspense>
          <ExportDialog entity={entity} which={which} paths={paths} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  )
}
